"""The one intermediate form between analysis and emission: a frozen pipeline of pure steps.

Notebook cells become the statements of steps; a step is a function from inputs and parameters to
outputs. An input names the step that makes it, so the graph is in the plan and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from nb2pipe.model.ids import CellId, StepName, VarName
from nb2pipe.model.notebook import StepKind

if TYPE_CHECKING:
    import libcst as cst

    from nb2pipe.model.findings import Finding
    from nb2pipe.model.observations import Observations


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """One name that an import statement binds.

    `import numpy as np` is `Import("np", "numpy", None)`; `from a.b import c as d` is
    `Import("d", "a.b", "c")`; `import a.b` is `Import("a", "a.b", None)`, which binds the root.
    """

    binds: VarName
    module: str
    #: The member of the module for a `from` import; None for `import module`.
    member: str | None
    #: Leading dots of a relative import.
    level: int = 0

    @property
    def root(self) -> str:
        """The top-level package that is imported."""
        return self.module.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, a class or a constant that can stand at a module's top level."""

    name: VarName
    #: The whole statement, comments included.
    statement: cst.BaseStatement
    cell: int
    #: Other definitions that it needs, directly.
    needs: tuple[VarName, ...]
    #: Imports that it needs, directly.
    imports: tuple[Import, ...]
    #: Variables that it is handed by name, where the notebook's function looks them up.
    takes: tuple[VarName, ...] = ()
    #: The export has made it: no cell defines it.
    is_made: bool = False
    #: Which of the cell's statements it is.
    place: int = 0


@dataclass(frozen=True, slots=True)
class Fragment:
    """Statements of one cell, in order, that belong into a step's body."""

    cell: int
    statements: tuple[cst.BaseStatement, ...]
    #: The cell draws with pyplot, whose figures the notebook closes when the cell ends.
    closes_figures: bool = False
    #: Comments below the last statement.
    trailing: tuple[cst.EmptyLine, ...] = ()


#: Pseudo variable of a global random generator -> the input and output that is its state.
GENERATOR_STATES: Mapping[VarName, VarName] = {
    VarName("random:numpy"): VarName("numpy_random_state"),
    VarName("random:python"): VarName("python_random_state"),
    VarName("random:tensorflow"): VarName("tensorflow_random_state"),
    VarName("random:torch"): VarName("torch_random_state"),
}


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a step takes from an earlier one."""

    name: VarName
    source: StepName
    #: A type annotation as source text, such as `pd.DataFrame`; `Any` where unknown.
    annotation: str = "Any"


@dataclass(frozen=True, slots=True)
class Output:
    """A value that a step returns."""

    name: VarName
    annotation: str = "Any"
    #: For a function of the step's module: what its keyword-only parameters are bound to, as source; else None.
    binds: Mapping[VarName, str] | None = None
    #: The variable of which it is an earlier version, given out because the notebook shows it; None for other outputs.
    shows: VarName | None = None


class CopyMethod(StrEnum):
    """How a step gets its own copy of an input that it changes."""

    #: `x = x.copy()`, for pandas objects and numpy arrays.
    COPY = "copy"
    #: `x, y = copy.deepcopy((x, y))`: whatever they share stays shared.
    DEEPCOPY = "deepcopy"
    #: `x, y = pickle.loads(pickle.dumps((x, y)))`, for instances of classes that `copy` stumbles over.
    PICKLE = "pickle"


@dataclass(frozen=True, slots=True)
class InputCopy:
    """Inputs that a step changes and that are copied together, because they may share objects."""

    names: tuple[VarName, ...]
    method: CopyMethod


@dataclass(frozen=True, slots=True)
class Parameter:
    """An assignment of the parameters cell."""

    name: VarName
    #: `int`, `float`, `str`, `bool`, `list[int]`, `dict[str, float]`, `int | None`, `Any`.
    annotation: str
    #: The default as Python source.
    default: str
    #: Other parameters that the default is computed from; empty for a literal.
    derived_from: tuple[VarName, ...] = ()
    #: Imports that the default needs.
    imports: tuple[Import, ...] = ()
    #: The comment on or above the assignment.
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One pure function of the emitted package."""

    name: StepName
    kind: StepKind
    #: The name of its function, which is the step's name unless that would hide something it uses.
    function: str
    #: Indices of the cells it came from, in order.
    cells: tuple[int, ...]
    inputs: tuple[Input, ...]
    #: Parameters that it takes, in the order of the parameters cell.
    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    #: The outputs, parted into files: names that may share objects stand together.
    artifacts: tuple[tuple[VarName, ...], ...]
    copies: tuple[InputCopy, ...]
    #: Steps that must have run before, for an effect that is no value (a file written, say).
    after: tuple[StepName, ...]
    #: Imports at the top of the step's module.
    imports: tuple[Import, ...]
    #: Definitions at the top level of the step's module; others come from the library.
    definitions: tuple[Definition, ...]
    #: Names that the step takes from the library module.
    from_library: tuple[VarName, ...]
    #: Statements before the body: process state replayed, functions that close over the step's variables.
    preamble: tuple[cst.BaseStatement, ...]
    body: tuple[Fragment, ...]
    #: Sentences from the markdown above its first cell; may be empty.
    doc: str = ""
    #: The body awaits: the function is a coroutine.
    is_async: bool = False
    #: Builtins that the body rebinds, but may read before: bound at the top of the function.
    shadowed_builtins: tuple[VarName, ...] = ()
    #: Names that functions in the body assign through `global`: declared in the function first.
    declared: tuple[VarName, ...] = ()


class CellFate(StrEnum):
    """What became of a cell."""

    STEP = "step"
    PARAMETERS = "parameters"
    IMPORT = "import"
    DEFINITION = "definition"
    #: Process state (options, filters), replayed in the steps that come later.
    SETTING = "setting"
    REPORT = "report"
    SKIP = "skip"
    MARKDOWN = "markdown"
    EMPTY = "empty"
    #: Left out; the reason says why.
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A line of the manifest: what became of a cell, and of the statements in it that did not stay."""

    index: int
    id: CellId
    fate: CellFate
    step: StepName | None = None
    #: One short sentence for each statement or magic that was dropped or replaced.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownValue:
    """What a variable of a report cell stands for: the output of a step, under whatever name it is given out."""

    name: VarName
    step: StepName
    output: VarName


@dataclass(frozen=True, slots=True)
class TwinCell:
    """A cell of the run notebook, in order."""

    #: `markdown`, `report` (code unchanged), `settings` that hold for it, or `step` (a call into the package).
    what: str
    source: str = ""
    step: StepName | None = None
    #: Variables of a report that steps give.
    values: tuple[ShownValue, ...] = ()
    #: Names that a report binds itself.
    binds: tuple[VarName, ...] = ()
    #: Index of the notebook's cell that a report shows.
    at: int = -1


@dataclass(frozen=True, slots=True)
class PipelinePlan:
    """Everything that is needed to write the package."""

    name: str
    #: File name of the notebook, without its folder.
    notebook: str
    notebook_digest: str
    title: str
    parameters: tuple[Parameter, ...]
    #: In a stable topological order.
    steps: tuple[Step, ...]
    #: Shared definitions, each after those that it needs early.
    library: tuple[Definition, ...]
    library_imports: tuple[Import, ...]
    #: `from __future__` features that the notebook switches on.
    future: tuple[str, ...]
    cells: tuple[CellRecord, ...]
    twin: tuple[TwinCell, ...]
    #: Imports, magics (`%matplotlib inline`) and settings that report cells need, for the twin's first cell.
    twin_setup: str
    #: Roots of everything imported anywhere in the package or the twin, standard library excluded.
    requirements: tuple[str, ...]
    uses_pyplot: bool
    #: Seconds are never planned; findings are: splits, dropped report cells.
    findings: tuple[Finding, ...] = ()
    #: What a traced run of the notebook has shown; None without one.
    observed: Observations | None = None
    #: Those of the requirements that the notebook tries to import and can do without.
    optional_requirements: frozenset[str] = frozenset()
    #: Some step reads a file, so that the package may fail for lack of the notebook's data.
    reads_files: bool = False
    #: Every variable that the notebook binds.
    bound: frozenset[VarName] = frozenset()

    def step(self, name: str) -> Step:
        """The step of that name; KeyError if there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)
