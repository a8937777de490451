"""What cannot cross from one step into another: the steps are fused, so that it need not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nb2pipe.model.analysis import Analysis, BindingKind
from nb2pipe.model.ids import VarName
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.needs import Need
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.timeline import Timeline, is_pseudo
from nb2pipe.syntax.scopes import free_names


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why two cells must be in one step."""

    #: The cell that makes the value, and the one that uses it.
    first: int
    last: int
    reason: str


def obstacles(
    analysis: Analysis,
    timeline: Timeline,
    definitions: Definitions,
    needs: Mapping[int, Need],
    given: Mapping[int, Mapping[VarName, int]],
    segments: Sequence[Segment],
) -> Iterator[Obstacle]:
    """Everything that would have to cross between two steps and cannot."""
    of_cell = {cell: position for position, segment in enumerate(segments) for cell in segment.cells}
    for taker in sorted(of_cell):
        for name, producer in sorted(given.get(taker, {}).items()):
            if producer in of_cell and of_cell[producer] != of_cell[taker] and not is_pseudo(name):
                yield from _value(analysis, timeline, definitions, name, producer, taker)
        for name, producer in sorted(needs[taker].stateful.items()):
            if producer in of_cell and of_cell[producer] != of_cell[taker]:
                yield Obstacle(producer, taker, f"`{name}` keeps state that cell {producer} changes")
        yield from _definitions(analysis, timeline, definitions, needs[taker], taker, of_cell)


def _value(
    analysis: Analysis, timeline: Timeline, definitions: Definitions, name: VarName, producer: int, taker: int
) -> Iterator[Obstacle]:
    write = analysis.cells[producer].writes.get(name)
    if write is None:
        return
    for problem in write.uncrossable:
        yield Obstacle(producer, taker, f"`{problem.path}` is or holds a {problem.what}")
        return
    for held in sorted(write.holds):
        if held not in definitions.defined:
            yield Obstacle(producer, taker, f"`{name}` holds `{held}`, which is defined inside other code")
            return
        if not definitions.is_closed(held):
            yield Obstacle(producer, taker, f"`{name}` holds `{held}`, which looks up variables of the notebook")
            return


def _definitions(
    analysis: Analysis, timeline: Timeline, definitions: Definitions, need: Need, taker: int, of_cell: Mapping[int, int]
) -> Iterator[Obstacle]:
    for name in sorted(need.definitions):
        defined = definitions.at(name, taker)
        if defined is None or definitions.is_closed(name):
            continue
        is_elsewhere = of_cell.get(defined.cell) != of_cell[taker]
        for early in sorted(free_names([defined.node]).early):
            if definitions.is_stable_import(early):
                continue
            then, now = timeline.value_before(early, defined.cell), timeline.value_before(early, taker)
            own = analysis.cells[defined.cell].writes.get(VarName(early))
            if own is not None and own.binding is BindingKind.VALUE:
                then = next((v for v in timeline.all(early) if v.cell == defined.cell), then)
            if is_elsewhere and then != now and then is not None and defined.cell in of_cell:
                yield Obstacle(defined.cell, taker, f"`{name}` was defined with an `{early}` that is another one by then")
        if _has_state(analysis, name) and is_elsewhere and defined.cell in of_cell:
            yield Obstacle(defined.cell, taker, f"`{name}` keeps state between its calls")
        bindings = [v for v in timeline.all(name) if v.write is not None and v.write.kind.value == "bind"]
        if is_elsewhere and len(bindings) > 1 and any(_binds_several(analysis, v.cell, name) for v in bindings):
            yield Obstacle(defined.cell, taker, f"`{name}` is bound more than once in one cell")


def _binds_several(analysis: Analysis, cell: int, name: str) -> bool:
    return sum(VarName(name) in statement.writes for statement in analysis.cells[cell].statements) > 1


def _has_state(analysis: Analysis, name: VarName) -> bool:
    """The name stands for a decorated or otherwise made function whose state the notebook changes."""
    return any(
        (write := facts.writes.get(name)) is not None and write.kind.value in ("mutate", "alias") and not write.is_guess
        for facts in analysis.cells
    )
