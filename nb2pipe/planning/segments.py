"""Tagged cells -> steps without a cycle: a tag's cells stay together as long as the notebook's order allows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import StepKind, StepTag

NOTHING_SET: Mapping[int, Mapping[VarName, int]] = {}
#: A range of cells, first and last, that must be one step.
Fused = tuple[int, int]


@dataclass(slots=True)
class Segment:
    """Cells that become one step."""

    tag: StepTag
    cells: list[int] = field(default_factory=list)
    #: Name -> the cell whose version of it the step holds at its end.
    held: dict[VarName, int] = field(default_factory=dict)
    #: Name -> the cell outside whose version it takes.
    taken: dict[VarName, int] = field(default_factory=dict)
    #: Versions of its own that other steps take.
    given: set[tuple[VarName, int]] = field(default_factory=set)
    #: Positions of the steps that must have run before.
    needs: set[int] = field(default_factory=set)


def make_segments(
    cells: Sequence[CellFacts],
    given: dict[int, dict[VarName, int]],
    after: dict[int, set[int]],
    fused: Sequence[Fused],
    barriers: Collection[int] = (),
    only_set: Mapping[int, Mapping[VarName, int]] = NOTHING_SET,
) -> list[Segment]:
    """Walk the step cells in order and put each one into its tag's step, or into a new one where that is not right.

    `given` are the values that each cell takes and the cells they come from, `after` the cells that must have
    run before; no other step goes on below a cell of `barriers`. What a cell takes for a setting alone, in `only_set`,
    it does not take in the step of that setting. A new step begins where the old one would depend
    on itself, would hold two versions of a name, or would change a value that another step takes as it was.
    """
    starts: set[int] = set()
    while True:
        try:
            return _Segmenter(given, after, fused, starts, barriers, only_set).run(cells)
        except _MisfitError as error:
            if error.first in starts:
                raise RuntimeError(f"no step can hold cell {error.first} and what must be with it") from error
            starts.add(error.first)


class _MisfitError(Exception):
    """Cells that must be one step do not fit into the step that the first of them is in."""

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.first = first


class _Segmenter:
    def __init__(
        self,
        given: dict[int, dict[VarName, int]],
        after: dict[int, set[int]],
        fused: Sequence[Fused],
        starts: Collection[int],
        barriers: Collection[int],
        only_set: Mapping[int, Mapping[VarName, int]],
    ) -> None:
        self._given, self._after, self._fused, self._starts = given, after, fused, starts
        self._barriers, self._only_set = barriers, only_set
        self._segments: list[Segment] = []
        self._of_cell: dict[int, int] = {}

    def run(self, cells: Sequence[CellFacts]) -> list[Segment]:
        current: dict[tuple[StepKind, str | None], int] = {}
        for facts in cells:
            assert facts.tag is not None
            key = (facts.tag.kind, facts.tag.name)
            first = self._fused_with(facts.index)
            position = current.get(key, -1) if first is None else self._of_cell[first]
            is_start = position < 0 or (first is None and facts.index in self._starts)
            if is_start or not self._fits(facts, position):
                if first is not None:
                    raise _MisfitError(first)
                self._segments.append(Segment(facts.tag))
                position = len(self._segments) - 1
            current[key] = position
            self._add(facts, position)
        return self._in_order()

    def _in_order(self) -> list[Segment]:
        """Each step after those that it needs, and otherwise as the notebook begins them."""
        ordered: list[int] = []
        while len(ordered) < len(self._segments):
            ordered.append(
                next(
                    position
                    for position, segment in enumerate(self._segments)
                    if position not in ordered and segment.needs <= set(ordered)
                )
            )
        for segment in self._segments:
            segment.needs = {ordered.index(position) for position in segment.needs}
        return [self._segments[position] for position in ordered]

    def _fused_with(self, cell: int) -> int | None:
        """The first of the cells with which this one must be in one step."""
        for first, last in self._fused:
            if first < cell <= last:
                inside = [index for index in self._of_cell if first <= index < cell]
                if inside:
                    return inside[0]
        return None

    def _fits(self, facts: CellFacts, position: int) -> bool:
        segment = self._segments[position]
        if any(segment.cells[0] < cell < facts.index and cell not in segment.cells for cell in self._barriers):
            return False
        for name, producer in self._taken_in(facts, segment):
            is_own = producer in segment.cells
            held = segment.held.get(name, segment.taken.get(name))
            if held is not None and held != producer:
                return False
            if is_own and held != producer:
                return False
        for name in facts.writes:
            held = segment.held.get(name)
            if held is not None and (name, held) in segment.given:
                return False
        sources = {self._of_cell[p] for p in self._sources(facts) if p in self._of_cell}
        return not any(self._depends(source, position) for source in sources if source != position)

    def _taken_in(self, facts: CellFacts, segment: Segment) -> Iterator[tuple[VarName, int]]:
        """What the cell takes where it is in this step, and the cells that made it."""
        only_set = self._only_set.get(facts.index, {})
        for name, producer in self._given.get(facts.index, {}).items():
            if only_set.get(name) not in segment.cells:
                yield name, producer

    def _sources(self, facts: CellFacts) -> set[int]:
        return set(self._given.get(facts.index, {}).values()) | self._after.get(facts.index, set())

    def _depends(self, start: int, target: int) -> bool:
        seen, stack = {start}, [start]
        while stack:
            for other in self._segments[stack.pop()].needs:
                if other == target:
                    return True
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        return False

    def _add(self, facts: CellFacts, position: int) -> None:
        segment = self._segments[position]
        for name, producer in self._taken_in(facts, segment):
            source = self._of_cell.get(producer)
            if source == position:
                continue
            if name not in segment.held:
                segment.taken[name] = producer
            if source is not None:
                self._segments[source].given.add((name, producer))
        segment.needs |= {self._of_cell[p] for p in self._sources(facts) if p in self._of_cell} - {position}
        segment.cells.append(facts.index)
        self._of_cell[facts.index] = position
        for name in facts.writes:
            segment.held[name] = facts.index
        for name in facts.deletes:
            segment.held.pop(name, None)


def step_names(segments: Sequence[Segment]) -> list[str]:
    """A unique name for each step: the tag's own, with a number where a tag had to be split."""
    plain = [segment.tag.name or segment.tag.kind.value for segment in segments]
    kinds: defaultdict[str, set[StepKind]] = defaultdict(set)
    for segment, name in zip(segments, plain, strict=True):
        kinds[name].add(segment.tag.kind)
    names: list[str] = []
    for segment, name in zip(segments, plain, strict=True):
        base = f"{segment.tag.kind.value}_{name}" if len(kinds[name]) > 1 and segment.tag.name else name
        candidate, number = base, 1
        while candidate in names:
            number += 1
            candidate = f"{base}_{number}"
        names.append(candidate)
    return names
