"""Reachability over pairs of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


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
