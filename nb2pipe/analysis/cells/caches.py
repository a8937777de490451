"""Cells that call functions which keep their results -> edges to those that ask how often that was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from nb2pipe.analysis.cells.writes import Followed
from nb2pipe.model.accesses import Via
from nb2pipe.model.analysis import Edge
from nb2pipe.model.ids import VarName


def with_caches(edges: tuple[Edge, ...], followed: Sequence[Followed]) -> tuple[Edge, ...]:
    """The edges, with those that `f.cache_info()` makes: to it from each call since the cache was cleared last."""
    if not any(item.recorder.asked_caches for item in followed):
        return edges
    names = _names_by_pair(followed)
    found = {(edge.source, edge.target, edge.via): edge for edge in edges}
    for (source, target), asked in names.items():
        key = source, target, Via.MUTATION
        known = found.get(key, Edge(source, target, (), Via.MUTATION))
        found[key] = replace(known, names=tuple(sorted({*known.names, *asked})))
    return tuple(sorted(found.values(), key=lambda edge: (edge.source, edge.target, edge.names, edge.via)))


def _names_by_pair(followed: Sequence[Followed]) -> dict[tuple[int, int], set[VarName]]:
    found: defaultdict[tuple[int, int], set[VarName]] = defaultdict(set)
    callers: defaultdict[str, list[int]] = defaultdict(list)
    for item in followed:
        cell, recorder = item.parsed.cell.index, item.recorder
        for name in recorder.asked_caches:
            for caller in callers[name]:
                found[caller, cell].add(VarName(name))
        for name in recorder.cleared_caches:
            callers[name].clear()
        for name in recorder.cached_calls:
            callers[name].append(cell)
    return found
