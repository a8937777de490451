"""Two sequences -> where they agree and where they differ, by as few insertions and deletions as possible.

`difflib` looks for the longest run that both have, which may well lie at two different places where cells are alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

#: Share of common characters from which on a text is another one edited, not another one.
_ALIKE = 0.6


def matching_pairs(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Positions of a longest common subsequence in both."""
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    pairs = [(i, i) for i in range(head)]
    lengths = _common_lengths(left[head:], right[head:])
    i = j = 0
    while i < len(left) - head and j < len(right) - head:
        if left[head + i] == right[head + j]:
            pairs.append((head + i, head + j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def gaps(left: Sequence[Hashable], right: Sequence[Hashable]) -> Iterator[tuple[range, range]]:
    """What stands between the matching pairs: a range of each side, one of which may be empty."""
    i = j = 0
    for one, other in [*matching_pairs(left, right), (len(left), len(right))]:
        if one > i or other > j:
            yield range(i, one), range(j, other)
        i, j = one + 1, other + 1


def alike_pairs(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Positions of texts that are much alike, in order, so that they are as alike as possible in all."""
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]]
    best = [[(0.0, ())] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], key=lambda found: found[0])
            ratio = SequenceMatcher(None, left[i], right[j], autojunk=False).ratio()
            score, pairs = best[i + 1][j + 1]
            if ratio >= _ALIKE and score + ratio > best[i][j][0]:
                best[i][j] = (score + ratio, ((i, j), *pairs))
    return list(best[0][0][1])


def _common_lengths(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[list[int]]:
    """How long a common subsequence of `left[i:]` and `right[j:]` can be."""
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        row, below = lengths[i], lengths[i + 1]
        for j in reversed(range(len(right))):
            row[j] = below[j + 1] + 1 if left[i] == right[j] else max(below[j], row[j + 1])
    return lengths
