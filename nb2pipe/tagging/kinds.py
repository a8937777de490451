"""Evidence -> the kind of every step cell: the cheapest way through the notebook that changes kind seldom.

The classic Viterbi path over four states; what a cell's evidence lacks for a kind is that kind's cost, a change
of kind costs, more so backwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nb2pipe.model.notebook import StepKind
from nb2pipe.tagging.evidence import Evidence
from nb2pipe.tagging.gaps import StepCells
from nb2pipe.tagging.outline import Heading

#: Runs of one kind that a notebook is to have at the most, before its steps are split further.
MOST_RUNS = 9
_CHANGE_COSTS = (1.2, 1.6, 2.4, 3.6, 5.0, 8.0, 12.0)
_BACKWARDS = 1.3
_NEW_SECTION = 0.6
_IMPOSSIBLE = 1e6
_KINDS = tuple(StepKind)
#: Where nothing speaks for any kind: data first, then whatever came before.
_PRIOR = {StepKind.DATA: 0.0, StepKind.FEATURE: 0.05, StepKind.TRAIN: 0.1, StepKind.SERVE: 0.5}
_FIT_WEIGHT = 2.0


def choose_kinds(cells: StepCells, evidence: Mapping[int, Evidence], headings: Sequence[Heading]) -> list[StepKind]:
    """A kind for each cell; changes of kind get dearer until there are few runs."""
    kinds: list[StepKind] = []
    for cost in _CHANGE_COSTS:
        kinds = _cheapest_path(cells, evidence, headings, cost)
        if 1 + sum(a is not b for a, b in pairwise(kinds)) <= MOST_RUNS:
            break
    return kinds


def _cheapest_path(
    cells: StepCells, evidence: Mapping[int, Evidence], headings: Sequence[Heading], change_cost: float
) -> list[StepKind]:
    costs = _own_costs(cells, evidence)
    if not costs:
        return []
    best = dict(costs[0])
    before: list[dict[StepKind, StepKind]] = []
    for place in range(1, len(costs)):
        change = _change_cost(cells, headings, place - 1, change_cost)
        came: dict[StepKind, StepKind] = {}
        total: dict[StepKind, float] = {}
        for kind in _KINDS:
            reached = {other: best[other] + _step(other, kind, change) for other in _KINDS}
            came[kind] = min(_KINDS, key=reached.__getitem__)
            total[kind] = reached[came[kind]] + costs[place][kind]
        best = total
        before.append(came)
    path = [min(_KINDS, key=best.__getitem__)]
    for came in reversed(before):
        path.append(came[path[-1]])
    return path[::-1]


def _step(kind: StepKind, following: StepKind, change: float) -> float:
    if kind is following:
        return 0.0
    return change * (_BACKWARDS if _KINDS.index(following) < _KINDS.index(kind) else 1.0)


def _change_cost(cells: StepCells, headings: Sequence[Heading], gap: int, cost: float) -> float:
    here, following = cells.anchors.get(gap), cells.anchors.get(gap + 1)
    if here is not None and following is not None:
        return 0.0
    if gap in cells.locked:
        return _IMPOSSIBLE
    above, below = headings[cells.indices[gap]], headings[cells.indices[gap + 1]]
    return cost * (_NEW_SECTION if above != below and below.level <= 2 else 1.0)


def _own_costs(cells: StepCells, evidence: Mapping[int, Evidence]) -> list[dict[StepKind, float]]:
    training = [evidence[index].score(StepKind.TRAIN) for index in cells.indices]
    first_fit = next((place for place, score in enumerate(training) if score >= _FIT_WEIGHT), None)
    found: list[dict[StepKind, float]] = []
    for place, index in enumerate(cells.indices):
        scores = {kind: evidence[index].score(kind) for kind in _KINDS}
        top = max(scores.values())
        costs = {kind: top - scores[kind] + _PRIOR[kind] for kind in _KINDS}
        if first_fit is None:
            costs[StepKind.TRAIN] += 4
        if first_fit is None or place <= first_fit:
            costs[StepKind.SERVE] += 4
        anchor = cells.anchors.get(place)
        if anchor is not None:
            costs = {kind: 0.0 if kind is anchor.kind else _IMPOSSIBLE * 100 for kind in _KINDS}
        found.append(costs)
    return found
