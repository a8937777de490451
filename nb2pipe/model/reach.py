"""Reachability over pairs of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.model.analysis import CellFacts, Edge

Pairs = Sequence[tuple[int, int]]


def backward(pairs: Iterable[tuple[int, int]], starts: Iterable[int]) -> tuple[int, ...]:
    """The starts and all that they are reached from, sorted."""
    return forward(((target, source) for source, target in pairs), starts)


def forward(pairs: Iterable[tuple[int, int]], starts: Iterable[int]) -> tuple[int, ...]:
    """The starts and all that they reach, sorted."""
    following: dict[int, list[int]] = defaultdict(list)
    for source, target in pairs:
        following[source].append(target)
    seen = set(starts)
    stack = list(seen)
    while stack:
        for other in following[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return tuple(sorted(seen))


def pairs_of(edges: Iterable[Edge], cells: Iterable[CellFacts]) -> tuple[Pairs, Pairs]:
    """Cells with those that use values of theirs, or parts; and cells that change one value after each other.

    Who sets `d["b"]` leaves another `d` behind where `d["a"]` was another; those that read `d["b"]` do not see that.
    """
    told = {
        (facts.index, name): read
        for facts in cells
        for name, read in (*facts.reads.items(), *facts.asides.items())
        if read.apart is not None and not read.is_part
    }
    if not told:
        return [(edge.source, edge.target) for edge in edges], ()
    pairs, changes = [], []
    for edge in edges:
        is_told = [(edge.target, name) in told for name in edge.names]
        if not all(is_told):
            pairs.append((edge.source, edge.target))
        if any(is_told):
            changes.append((edge.source, edge.target))
    pairs += [(source.cell, cell) for (cell, _), read in told.items() for source in read.apart or ()]
    return pairs, changes
