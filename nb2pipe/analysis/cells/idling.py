"""Cells that move a generator on though nobody draws from it afterwards: it makes no difference, so it is no fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from nb2pipe.analysis.cells.memory import Recollection
from nb2pipe.analysis.cells.writes import Followed
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName

_T = TypeVar("_T")


def without_idle_moves(followed: Sequence[Followed], what: str, memory: Recollection) -> Sequence[Followed]:
    """The same cells, in their order; those after whose end a generator is not needed do not move it on."""
    if not any(effect.kind is EffectKind.ADVANCE for item in followed for effect in item.recorder.effects):
        return followed
    needed: set[str] = set()
    busy: list[Followed] = []
    for item in reversed(followed):
        drawn, moved = _targets(item, EffectKind.DRAW), _targets(item, EffectKind.ADVANCE)
        idle = frozenset(moved - drawn - needed - _targets(item, EffectKind.SEED))
        if idle:
            item = memory.recall(what, item.parsed.cell.index, (item, idle), _without)
        needed = {library for library in needed if not _is_set_anew(item, library)}
        needed |= {library for library in drawn if _generator(library) in item.recorder.reads}
        busy.append(item)
    return busy[::-1]


def _targets(item: Followed, kind: EffectKind) -> set[str]:
    return {effect.target for effect in item.recorder.effects if effect.kind is kind}


def _generator(library: str) -> VarName:
    return VarName(f"random:{library}")


def _is_set_anew(item: Followed, library: str) -> bool:
    """Whether the cell sets the generator to a state that does not follow from the one it finds."""
    name = _generator(library)
    write = item.writes.get(name)
    return write is not None and write.certain and not write.passes and name not in item.recorder.reads


def _without(item: Followed, libraries: frozenset[str]) -> Followed:
    recorder = item.recorder
    names = {_generator(library) for library in libraries}
    effects = [e for e in recorder.effects if e.kind is not EffectKind.ADVANCE or e.target not in libraries]
    kept = replace(
        recorder,
        reads=_rest(recorder.reads, names),
        binds=_rest(recorder.binds, names),
        effects=effects,
        statement_reads=defaultdict(set, {at: read - names for at, read in recorder.statement_reads.items()}),
    )
    return replace(item, recorder=kept, writes=_rest(item.writes, names))


def _rest(known: Mapping[VarName, _T], names: set[VarName]) -> dict[VarName, _T]:
    return {name: value for name, value in known.items() if name not in names}
