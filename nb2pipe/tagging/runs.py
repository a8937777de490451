"""Kinds of the step cells -> runs of cells, each of which is to be one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nb2pipe.model.accesses import WriteKind
from nb2pipe.model.analysis import Analysis
from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import StepKind, StepTag
from nb2pipe.tagging.gaps import StepCells
from nb2pipe.tagging.needs import Needs
from nb2pipe.tagging.outline import Heading

#: Steps that a notebook is to have at the most after splits.
_MOST_STEPS = 15
_MOST_SECTIONS = 10
#: A run of so many cells is split at headings, into parts of at least so many.
_LONG_RUN = 8
_SHORT_PART = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Cells that follow each other and make one step."""

    kind: StepKind
    cells: tuple[int, ...]
    #: The tag that the user gave some of them.
    tag: StepTag | None = None


def form_runs(
    cells: StepCells,
    kinds: Sequence[StepKind],
    *,
    analysis: Analysis,
    needs: Needs,
    headings: Sequence[Heading],
    reports: Sequence[int],
) -> tuple[Run, ...]:
    """Cut where the kind or the user's tag changes, at headings within long runs, and where a report needs it."""
    bounds = _kind_bounds(cells, kinds) | _anchor_bounds(cells)
    if len(bounds) + 1 < _MOST_SECTIONS:
        for gap in _section_bounds(cells, headings, bounds):
            if len(bounds) + 1 < _MOST_SECTIONS:
                bounds.add(gap)
    for gap in _report_bounds(cells, bounds, analysis=analysis, needs=needs, reports=reports):
        if len(bounds) + 1 < _MOST_STEPS:
            bounds.add(gap)
    return tuple(_cut(cells, kinds, bounds))


def _kind_bounds(cells: StepCells, kinds: Sequence[StepKind]) -> set[int]:
    return {gap for gap in range(len(cells.indices) - 1) if kinds[gap] is not kinds[gap + 1]}


def _anchor_bounds(cells: StepCells) -> set[int]:
    """One boundary between two cells that have different tags of the user."""
    bounds: set[int] = set()
    places = sorted(cells.anchors)
    for start, end in pairwise(places):
        if cells.anchors[start] != cells.anchors[end] and cells.anchors[start].kind is cells.anchors[end].kind:
            free = [gap for gap in range(start, end) if gap not in cells.locked]
            bounds.add(free[-1] if free else end - 1)
    return bounds


def _section_bounds(cells: StepCells, headings: Sequence[Heading], bounds: set[int]) -> list[int]:
    """Headings within long runs, the highest first, such that no part is short."""
    found: list[int] = []
    for start, end in _spans(cells, bounds):
        if end - start < _LONG_RUN or any(place in cells.anchors for place in range(start, end)):
            continue
        gaps = [gap for gap in range(start, end - 1) if gap not in cells.locked and _new_section(cells, headings, gap)]
        taken = [start - 1, end - 1]
        for gap in sorted(gaps, key=lambda gap: (_new_section(cells, headings, gap), gap)):
            if all(abs(gap - other) >= _SHORT_PART for other in taken):
                taken.append(gap)
                found.append(gap)
    return found


def _new_section(cells: StepCells, headings: Sequence[Heading], gap: int) -> int:
    """The level of the highest heading between two cells; 0 if there is none."""
    first, last = cells.indices[gap] + 1, cells.indices[gap + 1]
    levels = [headings[index].level for index in range(first, last) if headings[index].cell == index]
    return min(levels, default=0)


def _report_bounds(
    cells: StepCells, bounds: set[int], *, analysis: Analysis, needs: Needs, reports: Sequence[int]
) -> list[int]:
    """Gaps such that each report can be shown before its step changes what it shows, as few as possible."""
    position = cells.position()
    wanted: list[tuple[int, int]] = []
    for start, end in _spans(cells, bounds):
        span = cells.indices[start:end]
        for report in reports:
            if span[0] < report < span[-1]:
                made = [position[n.producer] for n in needs.values_of(report) if n.producer in position]
                low = max((place for place in made if start <= place < end), default=None)
                names = {need.name for need in needs.values_of(report)}
                high = next((position[c] for c in span if c > report and _changes(analysis, c, names)), None)
                if low is not None and high is not None:
                    wanted.append((low, high))
    found: list[int] = []
    for low, high in sorted(wanted, key=lambda interval: (interval[1], interval[0])):
        free = [gap for gap in range(low, high) if gap not in cells.locked and gap + 1 not in _inside_anchors(cells)]
        if free and not any(low <= gap < high for gap in found):
            found.append(free[-1])
    return found


def _inside_anchors(cells: StepCells) -> frozenset[int]:
    """Positions whose cell and the one before have the same tag of the user."""
    return frozenset(p for p, tag in cells.anchors.items() if cells.anchors.get(p - 1) == tag)


def _changes(analysis: Analysis, cell: int, names: set[VarName]) -> bool:
    writes = analysis.cells[cell].writes
    return any(writes[name].kind is not WriteKind.JOIN and not writes[name].is_guess for name in names & writes.keys())


def _spans(cells: StepCells, bounds: set[int]) -> list[tuple[int, int]]:
    """Half-open ranges of positions between boundaries."""
    edges = [0, *(gap + 1 for gap in sorted(bounds)), len(cells.indices)]
    return [(start, end) for start, end in pairwise(edges) if start < end]


def _cut(cells: StepCells, kinds: Sequence[StepKind], bounds: set[int]) -> list[Run]:
    found: list[Run] = []
    for start, end in _spans(cells, bounds):
        tag = next((cells.anchors[place] for place in range(start, end) if place in cells.anchors), None)
        found.append(Run(tag.kind if tag else kinds[start], cells.indices[start:end], tag))
    return found
