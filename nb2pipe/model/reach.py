"""Reachability over pairs of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def backward(pairs: Iterable[tuple[int, int]], start: int) -> tuple[int, ...]:
    """The start and all that it is reached from, sorted."""
    return forward(((target, source) for source, target in pairs), start)


def forward(pairs: Iterable[tuple[int, int]], start: int) -> tuple[int, ...]:
    """The start and all that it reaches, sorted."""
    following: dict[int, list[int]] = defaultdict(list)
    for source, target in pairs:
        following[source].append(target)
    seen = {start}
    stack = [start]
    while stack:
        for other in following[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return tuple(sorted(seen))
