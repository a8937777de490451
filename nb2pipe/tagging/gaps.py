"""Which neighbouring step cells must stay together, and where the user's tags force a boundary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nb2pipe.model.accesses import BindingKind, Write
from nb2pipe.model.analysis import Analysis, CellFacts
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import StepTag
from nb2pipe.syntax.free_names import free_names
from nb2pipe.tagging.needs import Needs

#: A figure stays with the cells that draw into it if they are at most so many step cells apart.
_FIGURE_REACH = 3


@dataclass(frozen=True, slots=True)
class StepCells:
    """The cells that are to be in steps, in document order; gap `i` is the one after cell `i`."""

    indices: tuple[int, ...]
    #: The user's tags, or tags that follow from them, by position.
    anchors: Mapping[int, StepTag]
    #: Gaps across which a value cannot travel.
    locked: frozenset[int]

    def position(self) -> dict[int, int]:
        """Cell index -> position."""
        return {index: position for position, index in enumerate(self.indices)}


def gather_step_cells(
    analysis: Analysis, needs: Needs, indices: Sequence[int], *, parameters: frozenset[VarName] = frozenset()
) -> StepCells:
    """Find the user's anchors, and the gaps that no step boundary may be in; parameters are no constants."""
    anchors = _anchors([analysis.cells[index] for index in indices])
    position = {index: place for place, index in enumerate(indices)}
    loose = _unsettled_names(analysis) | parameters
    bound_functions = _free_names_of_definitions(analysis)
    locked: set[int] = set()
    for index in indices:
        for need in needs.values_of(index):
            start, end = position.get(need.producer), position[index]
            if start is None or start >= end:
                continue
            write = analysis.cells[need.producer].writes.get(need.name)
            if write is None or write.binding is BindingKind.DEFINITION:
                continue
            near = end - start <= _FIGURE_REACH
            if _cannot_cross(write, bound_functions, loose) or (write.type == "figure" and near):
                locked.update(range(start, end))
    return StepCells(tuple(indices), anchors, frozenset(locked))


def _anchors(cells: Sequence[CellFacts]) -> dict[int, StepTag]:
    """Tags of the user, and of what stands between two cells that have the same one."""
    found = {place: facts.tag for place, facts in enumerate(cells) if facts.tag is not None}
    places = sorted(found)
    for start, end in pairwise(places):
        if found[start] == found[end]:
            found.update(dict.fromkeys(range(start + 1, end), found[start]))
    return found


def _cannot_cross(write: Write, free: Mapping[VarName, frozenset[VarName]], loose: frozenset[VarName]) -> bool:
    if write.uncrossable:
        return True
    return any(_reaches(held, free, loose) for held in write.holds)


def _reaches(name: VarName, free: Mapping[VarName, frozenset[VarName]], loose: frozenset[VarName]) -> bool:
    """Whether a function or class needs a variable of the notebook, directly or through others."""
    seen: set[VarName] = set()
    stack = [name]
    while stack:
        current = stack.pop()
        if current in loose:
            return True
        if current not in seen:
            seen.add(current)
            stack.extend(sorted(free.get(current, ())))
    return False


def _unsettled_names(analysis: Analysis) -> frozenset[VarName]:
    """Variables that are no constants: they live in steps, so nothing at a module's top level can use them."""
    constant: set[VarName] = set()
    bound: set[VarName] = set()
    for facts in analysis.cells:
        constant.update(name for statement in facts.statements if statement.is_constant for name in statement.writes)
        bound.update(name for name, w in facts.writes.items() if w.binding is BindingKind.VALUE and not is_pseudo(name))
    return frozenset(bound - constant)


def _free_names_of_definitions(analysis: Analysis) -> dict[VarName, frozenset[VarName]]:
    found: dict[VarName, frozenset[VarName]] = {}
    for facts in analysis.cells:
        for statement in facts.statements:
            if statement.defines:
                name = VarName(statement.defines)
                free = frozenset(VarName(other) for other in free_names([statement.node]).all)
                found[name] = found.get(name, frozenset()) | (free - {name})
    return found
