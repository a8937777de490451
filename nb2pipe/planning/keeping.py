"""Values that a step changes after the notebook has shown them: how the step can give them out all the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.model.accesses import Write, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, StatementFacts
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import CopyMethod
from nb2pipe.planning.defined import BUILTINS
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.outputs import can_be_result
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.timeline import Timeline, Version

#: Types of which sharing means nothing.
_IMMUTABLE = frozenset({"int", "float", "bool", "str", "scalar", "NoneType"})
#: Types whose `copy()` is cheap and as good as the value itself for everybody who only looks at it.
_FLAT = frozenset({"DataFrame", "Series", "ndarray"})
#: Types that `copy.deepcopy` copies without running the notebook's code. One that is not known may be a connection or a
#: cluster's table: no run may fail for what it would only have shown.
_NESTED = frozenset({"estimator", "list", "dict", "set", "tuple", "pandas"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a variable that a step gives out under a name of its own."""

    name: VarName
    #: The cell that made the version.
    made_in: int
    #: The name under which it is given out.
    output: VarName
    #: Where the step takes it: before this statement of this cell.
    cell: int
    statement: int
    #: How it is copied, where the step goes on to change the object itself.
    copied: CopyMethod | None

    def assignment(self, deepcopy: cst.BaseExpression) -> cst.SimpleStatementLine:
        """`prices_shown = prices`, or a copy of it."""
        value: cst.BaseExpression = cst.Name(self.name)
        if self.copied is CopyMethod.COPY:
            value = cst.Call(cst.Attribute(value, cst.Name("copy")))
        elif self.copied is CopyMethod.DEEPCOPY:
            value = cst.Call(deepcopy, [cst.Arg(value)])
        return cst.SimpleStatementLine([cst.Assign([cst.AssignTarget(cst.Name(self.output))], value)])


@dataclass(slots=True)
class Keeper:
    """Decides which versions can be kept, and under which names."""

    analysis: Analysis
    timeline: Timeline
    definitions: Definitions
    segments: Sequence[Segment]
    #: Names that mean something already.
    taken: set[str]
    #: Position of a step -> what it keeps, in the order in which it is asked for.
    kept: dict[int, list[Kept]] = field(default_factory=dict)

    def version_to_keep(
        self, position: int, name: VarName, version: Version, *, cell: int, statement: int
    ) -> Kept | None:
        """How the step can give this version out, which is there before that statement; None if it cannot."""
        known = [k for k in self.kept.get(position, ()) if k.name == name and k.made_in == version.cell]
        if known:
            return known[0]
        write = version.write
        if write is None or not can_be_result(self.analysis, name, version, self.timeline, self.definitions):
            return None
        copied = None
        if self._must_copy(position, name, write, cell=cell, statement=statement):
            copied = _method_for(write)
            if copied is None:
                return None
        return Kept(name, version.cell, self._free_name(name), cell, statement, copied)

    def keep(self, position: int, versions: Collection[Kept]) -> None:
        """Let the step give these out."""
        own = self.kept.setdefault(position, [])
        for each in versions:
            if each not in own:
                own.append(each)
                self.taken.add(each.output)

    def _must_copy(self, position: int, name: VarName, write: Write, *, cell: int, statement: int) -> bool:
        """Whether the step may change the object before or after it binds the name anew."""
        if write.type in _IMMUTABLE:
            return False
        rest = list(self._rest_of(position, cell=cell, statement=statement))
        if any(_is_changed(facts.writes.get(other)) for facts, _ in rest for other in write.shares_with):
            return True
        for facts, statements in rest:
            binders = [s.index for s in statements if name in s.writes]
            readers = [s.index for s in statements if name in s.reads and not s.is_display and s.index not in binders]
            if readers and (not binders or readers[0] < binders[0]):
                return True  # and who has read it may hold it
            if binders or (facts.index > cell and name in facts.writes):
                later = facts.writes[name]
                return _is_changed(later) or later.passes or later.keeps_old
        return True

    def _rest_of(self, position: int, *, cell: int, statement: int) -> Iterator[tuple[CellFacts, list[StatementFacts]]]:
        for index in self.segments[position].cells:
            if index >= cell:
                facts = self.analysis.cells[index]
                yield facts, [s for s in facts.statements if index > cell or s.index >= statement]

    def _free_name(self, name: VarName) -> VarName:
        number, candidate = 1, f"{name}_shown"
        while candidate in self.taken:
            number += 1
            candidate = f"{name}_shown_{number}"
        return VarName(candidate)


def _is_changed(write: Write | None) -> bool:
    return write is not None and (write.kind is not WriteKind.BIND or write.is_changed)


def _method_for(write: Write) -> CopyMethod | None:
    """How to copy a value of that type; None where that may be dear, or run code of the notebook."""
    if write.type in _FLAT:
        return CopyMethod.COPY
    is_plain = write.type in _NESTED and not write.holds and (not write.made_by or "." in write.made_by)
    return CopyMethod.DEEPCOPY if is_plain else None


def names_of_notebook(timeline: Timeline, definitions: Definitions, others: Collection[str]) -> set[str]:
    """Every name that a new variable of a step must not have."""
    return {*timeline.names(), *definitions.defined, *definitions.imported, *BUILTINS, *others}


def can_draw_in_place(
    uses: Iterable[VarName], facts: CellFacts, segment: Segment, timeline: Timeline, definitions: Definitions
) -> bool:
    """Whether the step has all that a drawing of one of its cells uses, so that it can draw it itself."""
    for name in uses:
        is_outside = definitions.is_stable_import(name) or (name in BUILTINS and not definitions.binds(name))
        if is_outside or (name in definitions.defined and definitions.is_closed(name)):
            continue
        version = timeline.after(name, facts.index)
        if version is None or not (version.cell in segment.cells or segment.taken.get(name) == version.cell):
            return False
    return True
