"""Files under paths that parameters decide: with other values they may be files of other cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.planning.parameters import assigned_names
from nb2pipe.planning.segments import Segment
from nb2pipe.syntax.free_names import free_names

_FILES = (EffectKind.READ_FILE, EffectKind.WRITE_FILE)


def keep_file_order(analysis: Analysis, segments: Sequence[Segment], after: Mapping[int, set[int]]) -> bool:
    """Add to `after` what must run before, where steps would turn round two cells that may meet in a file.

    With the notebook's own values they do not: each runs where its tag puts it. Returns whether anything was added.
    """
    positions = {cell: position for position, segment in enumerate(segments) for cell in segment.cells}
    cells = [cell for cell in sorted(positions) if any(e.kind in _FILES for e in analysis.cells[cell].effects)]
    turned = [(a, b) for a, b in combinations(cells, 2) if positions[a] > positions[b]]
    if not turned:
        return False
    paths = _Paths(analysis)
    found = [(a, b) for a, b in turned if a not in after[b] and paths.may_meet(a, b)]
    for first, second in found:
        after[second].add(first)
    return bool(found)


class _Paths:
    """Which parameters decide the paths of the files that cells touch."""

    def __init__(self, analysis: Analysis) -> None:
        self._cells = analysis.cells
        self._parameters = set(_parameters(analysis))
        self._sources: dict[str, set[str]] = {}
        for facts in analysis.cells:
            for statement in facts.statements:
                for name in statement.writes:
                    self._sources.setdefault(name, set()).update(statement.reads)

    def may_meet(self, first: int, second: int) -> bool:
        """Whether other values of parameters can make both touch one file, which one of them writes."""
        return any(
            EffectKind.WRITE_FILE in (one.kind, other.kind) and self._deciders(a, one) != self._deciders(b, other)
            for a, one in self._touched(first)
            for b, other in self._touched(second)
        )

    def _touched(self, cell: int) -> Iterator[tuple[CellFacts, Effect]]:
        facts = self._cells[cell]
        return ((facts, effect) for effect in facts.effects if effect.kind in _FILES)

    def _deciders(self, facts: CellFacts, effect: Effect) -> frozenset[str]:
        """The parameters of which the path may be made."""
        if isinstance(effect.node, cst.Call) and not effect.in_function:
            pending = [name for arg in effect.node.args for name in free_names([arg.value]).all]
        else:
            pending = [name for statement in facts.statements for name in statement.reads]
        seen: set[str] = set()
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                pending += () if name in self._parameters else sorted(self._sources.get(name, ()))
        return frozenset(seen & self._parameters)


def _parameters(analysis: Analysis) -> Iterator[str]:
    for facts in analysis.cells:
        for statement in facts.statements if facts.role is Role.PARAMETERS else ():
            yield from assigned_names(statement.node)
