"""What analysis knows: facts per cell, def-use edges with their reasons, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nb2pipe.model.accesses import BindingKind, Read, Via, Write, WriteKind
from nb2pipe.model.effects import Effect
from nb2pipe.model.ids import CellId, VarName
from nb2pipe.model.notebook import CellType, Notebook, StepTag
from nb2pipe.model.reach import backward, forward
from nb2pipe.model.words import Word

if TYPE_CHECKING:
    import libcst as cst


class Role(Word):
    """What a cell is in the pipeline."""

    STEP = "step"
    PARAMETERS = "parameters"
    IMPORT = "import"
    DEFINITION = "definition"
    REPORT = "report"
    SKIP = "skip"
    UNTAGGED = "untagged"


class Certainty(Word):
    """How much of what a cell does its facts can say."""

    CERTAIN = "certain"
    #: Calls of which nothing is known may change what they are given.
    ASSUMED = "assumed"
    #: The code hides names or files: `exec`, `from module import *`, `get_ipython()`, a shell.
    OPEN = "open"


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


_Pairs = Sequence[tuple[int, int]]


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
        pairs, changes = _pairs_of(self.edges, self.cells)
        starts = self._starts_of(target)
        return backward(pairs, backward(changes, starts) if isinstance(target, int) else starts)

    def dependents_of(self, cell: int) -> tuple[int, ...]:
        """Cells that use a value of this cell, directly or through others; itself left out."""
        return tuple(c for c in self.stale_after(cell) if c != cell)

    def stale_after(self, cell: int) -> tuple[int, ...]:
        """Cells that must run again after a change of this cell, itself included."""
        pairs, changes = _pairs_of(self.edges, self.cells)
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


def _pairs_of(edges: Iterable[Edge], cells: Iterable[CellFacts]) -> tuple[_Pairs, _Pairs]:
    """Cells with those that use values of theirs, or parts; and cells that change one value after each other.

    Who sets `d["b"]` leaves another `d` behind where `d["a"]` was another; those that read `d["b"]` do not see that.
    """
    told = {
        (facts.index, name): read
        for facts in cells
        for name, read in (*facts.reads.items(), *facts.asides.items())
        if read.apart is not None and not read.is_part
    }
    if not told:
        return [(edge.source, edge.target) for edge in edges], ()
    pairs, changes = [], []
    for edge in edges:
        is_told = [(edge.target, name) in told for name in edge.names]
        if not all(is_told):
            pairs.append((edge.source, edge.target))
        if any(is_told):
            changes.append((edge.source, edge.target))
    pairs += [(source.cell, cell) for (cell, _), read in told.items() for source in read.apart or ()]
    return pairs, changes
