"""Analysis and what was run in a kernel session -> the cells whose values are not what the notebook says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nb2pipe.model.analysis import Analysis
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell


@dataclass(frozen=True, slots=True)
class Execution:
    """A cell was run and did not fail."""

    cell: CellId
    #: What was run; None if that is the cell's source now.
    source: str | None = None


class Freshness(StrEnum):
    """Where a cell stands in a session."""

    FRESH = "fresh"
    EDITED = "edited"
    STALE = "stale"
    UNRUN = "unrun"


@dataclass(frozen=True, slots=True)
class SessionState:
    """A cell's state and the cells that made it stale, in document order."""

    cell: CellId
    freshness: Freshness
    because: tuple[CellId, ...] = ()


def session_states(
    analysis: Analysis, executions: Sequence[Execution], *, not_idempotent: frozenset[int] = frozenset()
) -> tuple[SessionState, ...]:
    """The state of each code cell that is not empty, in document order.

    A cell is fresh if it ran as it is written, after all that it uses, and nothing that it does not use meddled with
    its values in between.
    """
    session = _Session(analysis, executions, not_idempotent)
    return tuple(session.states())


class _Session:
    def __init__(self, analysis: Analysis, executions: Sequence[Execution], not_idempotent: frozenset[int]) -> None:
        self._cells = analysis.notebook.cells
        self._not_idempotent = not_idempotent
        index_of = {cell.id: cell.index for cell in self._cells}
        self._times: defaultdict[int, list[int]] = defaultdict(list)
        self._edited: dict[int, bool] = {}
        for time, execution in enumerate(executions):
            # A cell that is gone has left its values behind, but nobody knows which.
            if (index := index_of.get(execution.cell)) is not None:
                self._times[index].append(time)
                self._edited[index] = execution.source not in (None, self._cells[index].source)
        self._sources = _sources_by_name(analysis)
        self._writers = _writers(analysis)

    def states(self) -> Iterator[SessionState]:
        """In document order, so that staleness passes from a cell to those that use it."""
        found: dict[int, Freshness] = {}
        for cell in self._cells:
            if cell.type != "code" or not cell.source.strip():
                continue
            state = self._state_of(cell, found)
            found[cell.index] = state.freshness
            yield state

    def _state_of(self, cell: Cell, above: Mapping[int, Freshness]) -> SessionState:
        if cell.index not in self._times:
            return SessionState(cell.id, Freshness.UNRUN)
        if self._edited[cell.index]:
            return SessionState(cell.id, Freshness.EDITED)
        culprits = sorted(set(self._culprits(cell.index, above)))
        if culprits:
            return SessionState(cell.id, Freshness.STALE, tuple(self._cells[index].id for index in culprits))
        return SessionState(cell.id, Freshness.FRESH)

    def _culprits(self, cell: int, above: Mapping[int, Freshness]) -> Iterator[int]:
        last = self._times[cell][-1]
        newest = -1
        for name, sources in self._sources.get(cell, {}).items():
            for source in sources:
                if above.get(source, Freshness.FRESH) is not Freshness.FRESH or self._last(source) > last:
                    yield source
                newest = max(newest, self._last(source))
            made = max(self._last(source) for source in sources)
            yield from self._meddlers(name, since=made, until=last, innocent={cell, *sources})
        if cell in self._not_idempotent and sum(time > newest for time in self._times[cell]) > 1:
            yield cell

    def _meddlers(self, name: str, *, since: int, until: int, innocent: set[int]) -> Iterator[int]:
        """Cells that gave the name another value after it was made and before it was used."""
        for writer in self._writers.get(name, ()):
            if writer not in innocent and any(since < time < until for time in self._times.get(writer, ())):
                yield writer

    def _last(self, cell: int) -> int:
        times = self._times.get(cell)
        return times[-1] if times else -1


def _sources_by_name(analysis: Analysis) -> dict[int, dict[str, set[int]]]:
    """Cell -> name that it uses -> cells that had a part in it."""
    found: dict[int, dict[str, set[int]]] = {}
    for edge in analysis.whole_edges():
        if edge.source < edge.target:
            for name in edge.names:
                found.setdefault(edge.target, {}).setdefault(name, set()).add(edge.source)
    return found


def _writers(analysis: Analysis) -> dict[str, list[int]]:
    writers: defaultdict[str, list[int]] = defaultdict(list)
    for facts in analysis.cells:
        for name in facts.writes:
            writers[name].append(facts.index)
    return dict(writers)
