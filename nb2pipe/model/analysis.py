"""What analysis knows: facts per cell, def-use edges with their reasons, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nb2pipe.model.ids import CellId, VarName
from nb2pipe.model.notebook import CellType, Notebook, StepTag
from nb2pipe.model.reach import backward, forward, pairs_of

if TYPE_CHECKING:
    import libcst as cst


class _Word(StrEnum):
    """A word of a fixed vocabulary, hashed as the text that it is: an enumeration's own hash is code of Python."""

    __hash__ = str.__hash__


class Via(_Word):
    """Why one cell depends on another."""

    NAME = "name"
    MUTATION = "mutation"
    ALIAS = "alias"
    CLOSURE = "closure"
    FILE = "file"
    RANDOM = "random"
    OPTION = "option"


class Role(_Word):
    """What a cell is in the pipeline."""

    STEP = "step"
    PARAMETERS = "parameters"
    IMPORT = "import"
    DEFINITION = "definition"
    REPORT = "report"
    SKIP = "skip"
    UNTAGGED = "untagged"


class EffectKind(_Word):
    """What code touches beside its variables."""

    READ_FILE = "read-file"
    WRITE_FILE = "write-file"
    #: Sets the state of a global random generator; the target is the library.
    SEED = "seed"
    #: Draws from a global random generator.
    DRAW = "draw"
    #: Takes numbers from a global random generator that decide nothing: only who draws after it notices.
    ADVANCE = "advance"
    TIME = "time"
    NETWORK = "network"
    #: Sets an environment variable; the target is its name.
    SET_ENVIRONMENT = "set-environment"
    READ_ENVIRONMENT = "read-environment"
    CHANGE_DIRECTORY = "change-directory"
    SEARCH_PATH = "search-path"
    #: Sets an option of a library; the target is the library.
    SET_OPTION = "set-option"
    #: Uses a library whose options may have been set.
    USE_LIBRARY = "use-library"
    #: Adds to or replaces an attribute of an imported module or class.
    MONKEYPATCH = "monkeypatch"
    SHELL = "shell"
    INPUT = "input"
    #: `exec`, `eval`, `globals()`, `locals()`: names that the code does not show.
    DYNAMIC = "dynamic"
    STAR_IMPORT = "star-import"
    #: `_`, `_3`, `In`, `Out`.
    HISTORY = "history"
    #: `get_ipython()`.
    IPYTHON = "ipython"
    #: Draws with pyplot's current figure.
    PYPLOT = "pyplot"
    #: `print`, `display`.
    SHOW = "show"
    #: The code was too deep or too long to follow.
    TOO_COMPLEX = "too-complex"


class Certainty(_Word):
    """How much of what a cell does its facts can say."""

    CERTAIN = "certain"
    #: Calls of which nothing is known may change what they are given.
    ASSUMED = "assumed"
    #: The code hides names or files: `exec`, `from module import *`, `get_ipython()`, a shell.
    OPEN = "open"


class BindingKind(_Word):
    """What a name stands for."""

    VALUE = "value"
    IMPORT = "import"
    #: A function, a class, or a lambda under a name.
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that a statement does beside computing values."""

    kind: EffectKind
    target: str
    #: Index of the top-level statement in its cell.
    statement: int
    node: cst.CSTNode | None
    #: False where it stands in a branch, in a loop, or in a function that may not do it.
    certain: bool = True
    #: The effect happens in a function of the notebook that the statement calls.
    in_function: bool = False
    #: Only a call of which nothing is known may have the effect.
    is_guess: bool = False

    @property
    def may_bind_any_name(self) -> bool:
        """Whether names may be bound by it that the code does not show."""
        if self.kind is EffectKind.DYNAMIC:
            return self.target in ("exec", "eval", "globals", "locals", "vars", "__main__")
        return self.kind in (EffectKind.IPYTHON, EffectKind.TOO_COMPLEX)


class Source(NamedTuple):
    """A cell that had a part in a value, and why; by the thousand, so a tuple."""

    cell: int
    via: Via


@dataclass(frozen=True, slots=True)
class Site:
    """The top-level statement that bound a name."""

    cell: int
    statement: int


@dataclass(frozen=True, slots=True)
class Read:
    """A name that a cell takes from outside itself."""

    name: VarName
    statement: int
    node: cst.CSTNode | None
    via: Via
    #: The last cell that bound or changed it; None if nothing above did.
    producer: int | None
    sources: tuple[Source, ...]
    binding: BindingKind = BindingKind.VALUE
    #: Where it was bound, if that is one statement.
    site: Site | None = None
    maybe_unbound: bool = False
    #: Bound above, then deleted by this cell.
    deleted_in: int | None = None
    #: Where those parts come from that the cell reads or sets; None where the value is only known as a whole.
    apart: tuple[Source, ...] | None = None
    #: The cell reads no more of the value than these parts, and changes nothing of it.
    is_part: bool = False


class WriteKind(_Word):
    """How a cell changes a variable."""

    BIND = "bind"
    #: The object is changed through this name.
    MUTATE = "mutate"
    #: The object is changed through another name, or through what holds it.
    ALIAS = "alias"
    #: Another name for the object was made here, and the object is changed later: both travel on together.
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Uncrossable:
    """Part of a value that cannot go to another process."""

    #: Such as `generator`, `open file`, `lock`.
    what: str
    #: Where in the value, such as `config["client"]`.
    path: str


@dataclass(frozen=True, slots=True)
class Write:
    """A name whose value is another one after the cell."""

    name: VarName
    kind: WriteKind
    #: The value from before the cell may be, or be part of, the value after it.
    passes: bool
    #: Bound or changed on every path.
    certain: bool
    #: Only an unknown call may have changed it.
    is_guess: bool
    statement: int
    node: cst.CSTNode | None
    #: The object that the name stood for was changed in place, whatever was bound after.
    is_changed: bool = False
    binding: BindingKind = BindingKind.VALUE
    #: Such as `DataFrame`, `ndarray`, `int`, `estimator`; empty where unknown.
    type: str = ""
    #: The value is of that very type, not only one that behaves like it: an `ndarray` is no number of numpy's.
    is_exact: bool = False
    #: The class of a model or an instance: qualified if it is a library's, a name of the notebook if it is its own.
    made_by: str = ""
    uncrossable: tuple[Uncrossable, ...] = ()
    #: Functions and classes of the notebook that the value holds.
    holds: frozenset[VarName] = frozenset()
    #: Variables that share objects with it when the cell ends.
    shares_with: AbstractSet[VarName] = frozenset()
    #: Unbound on some path by the end of the cell.
    maybe_unbound: bool = False
    #: Bound anew, but to a value that may be, hold or be held by the one that the cell found under the name.
    keeps_old: bool = False


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """One top-level statement of a cell."""

    index: int
    node: cst.BaseStatement
    reads: frozenset[VarName]
    writes: frozenset[VarName]
    #: An expression whose value IPython would show and that changes nothing.
    is_display: bool
    #: The name that a `def`, `class` or `name = lambda` binds; empty for other statements.
    defines: str = ""
    is_import: bool = False
    #: Names of a `try`/`if` that does nothing but import or define one thing or another (`try: import a except …`).
    alternatives: tuple[str, ...] = ()
    #: `NAME = literal`, the only binding of the name in the notebook, never changed.
    is_constant: bool = False
    #: Such a constant whose value is the folder in which the process runs: each step asks for it.
    asks_for_folder: bool = False
    #: `pass`, a comment, a lone string.
    is_noise: bool = False
    #: Ends the run if something is wrong, and draws nothing: `assert`, or a call of what has a `raise` in it.
    is_check: bool = False


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What one cell is and does when the notebook is read top to bottom."""

    index: int
    id: CellId
    type: CellType
    #: The step kind of its tag.
    step: str | None
    #: The step name of its tag.
    name: str | None
    role: Role
    defs: tuple[VarName, ...] = ()
    refs: tuple[VarName, ...] = ()
    mutates: tuple[VarName, ...] = ()
    deletes: tuple[VarName, ...] = ()
    reads_files: tuple[str, ...] = ()
    writes_files: tuple[str, ...] = ()
    reads: Mapping[VarName, Read] = field(default_factory=dict)
    #: Names that only a magic uses which is dropped (`%timeit f(x)`): no statement of a step needs them.
    asides: Mapping[VarName, Read] = field(default_factory=dict)
    #: Names that the cell itself binds, though not on every path that leads to this look-up.
    unsure: Mapping[VarName, Read] = field(default_factory=dict)
    writes: Mapping[VarName, Write] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    statements: tuple[StatementFacts, ...] = ()
    #: Library calls it makes, as qualified names in order (`sklearn.model_selection.train_test_split`, `.fit`).
    calls: tuple[str, ...] = ()
    #: Library calls of the notebook's functions that it calls.
    calls_inside: tuple[str, ...] = ()
    #: Variables that only calls of which nothing is known may have changed.
    may_mutate: tuple[VarName, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    #: Variables whose objects, as the cell finds them, it changes in place, under whatever name.
    changed_inputs: frozenset[VarName] = frozenset()
    tag: StepTag | None = None

    def only_lends(self, name: VarName) -> bool:
        """Whether the cell leaves the value as it is, and does no more than give it to names that it binds."""
        write = self.writes.get(name)
        if write is None or write.kind is not WriteKind.JOIN:
            return False
        others = (self.writes.get(other) for other in write.shares_with)
        return all(other is None or other.kind in (WriteKind.BIND, WriteKind.JOIN) for other in others)

    def keeps_import(self, name: VarName) -> bool:
        """Whether the name is imported by code that stays in the cell, such as a loop, and no import statement."""
        write = self.writes.get(name)
        if write is None or write.binding is not BindingKind.IMPORT or write.statement >= len(self.statements):
            return False
        statement = self.statements[write.statement]
        return not (statement.is_import or statement.alternatives)


@dataclass(frozen=True, slots=True, order=True)
class Entangled:
    """Two cells that no process boundary may part, though every value between them could be pickled."""

    first: int
    last: int
    #: Such as ``view` shares memory with `a`, which cell 3 changes``.
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """The target cell uses a value of the source cell."""

    source: int
    target: int
    names: tuple[VarName, ...]
    via: Via


@dataclass(frozen=True, slots=True)
class Analysis:
    """All facts about a notebook."""

    notebook: Notebook
    #: One for each cell of the document, in order.
    cells: tuple[CellFacts, ...]
    #: In document order.
    edges: tuple[Edge, ...]
    #: The same in the order of the execution counts; empty where they say nothing.
    recorded_edges: tuple[Edge, ...] = ()
    #: Cells in the recorded order; empty where the counts say nothing else than the document.
    recorded_order: tuple[int, ...] = ()
    #: Shared memory and object identity, which do not survive a process boundary.
    entangled: tuple[Entangled, ...] = ()
    #: Each variable that is there at the end -> the cells that its value comes from, without what those need.
    origins: Mapping[VarName, frozenset[int]] = field(default_factory=dict)
    #: Whether some cell reads or sets single parts of a value (`Read.apart`).
    tells_parts: bool = False

    def whole_edges(self) -> tuple[Edge, ...]:
        """Edges as if a cell that reads a part of a value read all of it: what steps hand on are whole values."""
        if not self.tells_parts:
            return self.edges
        more = [
            Edge(source.cell, facts.index, (read.name,), source.via)
            for facts in self.cells
            for read in facts.reads.values()
            if read.is_part
            for source in read.sources
            if source not in (read.apart or ()) and source.cell != facts.index
        ]
        return (*self.edges, *more)

    def slice_of(self, target: int | str) -> tuple[int, ...]:
        """Cells that the value of a cell, or the last value of a variable, depends on; itself included."""
        pairs, changes = pairs_of(self.edges, self.cells)
        starts = self._starts_of(target)
        return backward(pairs, backward(changes, starts) if isinstance(target, int) else starts)

    def dependents_of(self, cell: int) -> tuple[int, ...]:
        """Cells that use a value of this cell, directly or through others; itself left out."""
        return tuple(c for c in self.stale_after(cell) if c != cell)

    def stale_after(self, cell: int) -> tuple[int, ...]:
        """Cells that must run again after a change of this cell, itself included."""
        pairs, changes = pairs_of(self.edges, self.cells)
        return forward(changes, forward(pairs, [self._known(cell)]))

    def _known(self, cell: int) -> int:
        if not 0 <= cell < len(self.cells):
            raise KeyError(f"no cell {cell}; the notebook has cells 0 to {len(self.cells) - 1}")
        return cell

    def _starts_of(self, target: int | str) -> Iterable[int]:
        if isinstance(target, int):
            return [self._known(target)]
        if VarName(target) in self.origins:
            return sorted(self.origins[VarName(target)])
        by_id = [facts.index for facts in self.cells if facts.id == target]
        writers = [facts.index for facts in self.cells if VarName(target) in facts.writes]
        if target.isdecimal() and not writers:
            return [self._known(int(target))]
        if not writers and not by_id:
            raise KeyError(f"no cell and no variable '{target}'")
        return writers[-1:] or by_id[:1]
