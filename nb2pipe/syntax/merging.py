"""Three versions of a text -> one, with git's conflict markers where both sides changed the same lines.

The algorithm is diff3 as Khanna, Kunal and Pierce formalize it ("A Formal Investigation of Diff3", 2007): lines of
the base that both sides kept part the text into regions, and each region is merged on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_OURS, _MIDDLE, _THEIRS = "<<<<<<< ", "=======", ">>>>>>> "


@dataclass(frozen=True, slots=True)
class MergedText:
    """A merged text and how many places of it are conflicts."""

    text: str
    conflicts: int


def merge_texts(
    base: str, *, ours: str, theirs: str, labels: tuple[str, str], takes_neighbours: bool = False
) -> MergedText:
    """Merge line by line; `labels` stand at the markers of our and of their lines.

    Two lines side by side, of which each side has changed one, are a conflict, as for git, unless `takes_neighbours`.
    """
    lines: list[str] = []
    conflicts = 0
    for old, mine, other in _regions(_split(base), _split(ours), _split(theirs)):
        if mine == other or other == old:
            lines += mine
        elif mine == old:
            lines += other
        else:
            head, tail = _agreeing(mine, other)
            own, changed = mine[head : len(mine) - tail], other[head : len(other) - tail]
            left = _left_alone(old, own, changed, head=head, tail=tail)
            if left is not None:
                lines += other if own == left else mine
                continue
            contained = _contained(old, mine, other)
            both = contained[1] if contained else _neighbours(old, mine, other) if takes_neighbours else None
            if both is not None:
                lines += both
                continue
            conflicts += 1
            lines += [*mine[:head], *_marked(own, changed, labels), *mine[len(mine) - tail :]]
    return MergedText("".join(lines), conflicts)


def with_agreed_changes(base: str, *, ours: str, theirs: str) -> str:
    """The base with what both sides have changed alike, and nothing else."""
    lines: list[str] = []
    for old, mine, other in _regions(_split(base), _split(ours), _split(theirs)):
        head, tail = _agreeing(mine, other)
        own, changed = mine[head : len(mine) - tail], other[head : len(other) - tail]
        if mine == other:
            lines += mine
        else:
            left = _left_alone(old, own, changed, head=head, tail=tail)
            contained = _contained(old, mine, other)
            without = contained[0] if contained else old
            lines += without if left is None else [*mine[:head], *left, *mine[len(mine) - tail :]]
    return "".join(lines)


def has_conflict_markers(text: str) -> bool:
    """Whether the text still has a conflict that nobody has resolved."""
    wanted = iter((_OURS, _MIDDLE, _THEIRS))
    mark = next(wanted)
    for line in text.split("\n"):
        if line.startswith(mark):
            following = next(wanted, None)
            if following is None:
                return True
            mark = following
    return False


def _split(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one, as for git."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


_Region = tuple[Sequence[str], Sequence[str], Sequence[str]]


def _regions(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Region]:
    """The three texts in parallel pieces: where all agree, and where they do not."""
    at_base = at_ours = at_theirs = 0
    for start, mine, other, length in [*_common(base, ours, theirs), (len(base), len(ours), len(theirs), 0)]:
        yield base[at_base:start], ours[at_ours:mine], theirs[at_theirs:other]
        same = base[start : start + length]
        yield same, same, same
        at_base, at_ours, at_theirs = start + length, mine + length, other + length


def _common(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines of the base that both sides kept: where each begins, and its length."""
    mine = _blocks(base, ours)
    others = _blocks(base, theirs)
    i = j = 0
    while i < len(mine) and j < len(others):
        start = max(mine[i].a, others[j].a)
        end = min(mine[i].a + mine[i].size, others[j].a + others[j].size)
        if start < end:
            yield start, mine[i].b + start - mine[i].a, others[j].b + start - others[j].a, end - start
        if mine[i].a + mine[i].size < others[j].a + others[j].size:
            i += 1
        else:
            j += 1


def _blocks(old: list[str], new: list[str]) -> list[_Match]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [_Match(a, b, size) for a, b, size in matcher.get_matching_blocks() if size]


@dataclass(frozen=True, slots=True)
class _Match:
    a: int
    b: int
    size: int


def _agreeing(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """On how many lines at the beginning and at the end both sides agree."""
    most = min(len(ours), len(theirs))
    head = next((i for i in range(most) if ours[i] != theirs[i]), most)
    tail = next((i for i in range(most - head) if ours[-1 - i] != theirs[-1 - i]), most - head)
    return head, tail


def _left_alone(
    old: Sequence[str], own: Sequence[str], changed: Sequence[str], *, head: int, tail: int
) -> Sequence[str] | None:
    """What one side has left of the old lines; None if both have changed them.

    The lines on which both agree stand beside the old ones, or instead of as many of them.
    """
    inner = old[head : len(old) - tail] if head + tail <= len(old) else old
    return next((each for each in (old, inner) if each in (own, changed)), None)


def _contained(
    old: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> tuple[Sequence[str], Sequence[str]] | None:
    """The side all of whose change the other one has as well, and that other one."""
    found = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    if not any(line.strip() for line in ours[found.a : found.a + found.size]):
        return None
    for one, start, other, place in ((ours, found.a, theirs, found.b), (theirs, found.b, ours, found.a)):
        head, tail = one[:start], one[start + found.size :]
        end = len(old) - len(tail)
        if start <= end and old[:start] == head and old[end:] == tail:
            around = {*other[:place], *other[place + found.size :]}
            if around.isdisjoint(line for line in old[start:end] if line.strip()):
                return one, other
    return None


#: A range of old lines, and what takes its place.
_Edit = tuple[int, int, tuple[str, ...]]


def _neighbours(old: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """The lines with the changes of both sides; None if two of these meet in a line, or add lines at one place."""
    edits = sorted({*_edits(old, ours), *_edits(old, theirs)})
    if not all(_are_apart(one, other) for one, other in pairwise(edits)):
        return None
    merged, place = list[str](), 0
    for start, end, fresh in edits:
        merged += [*old[place:start], *fresh]
        place = end
    return [*merged, *old[place:]]


def _edits(old: Sequence[str], new: Sequence[str]) -> Iterator[_Edit]:
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start, end, tuple(new[first:last])


def _are_apart(one: _Edit, other: _Edit) -> bool:
    """Whether the order of two edits, the first above the second, is in no doubt."""
    if other[0] != one[1]:
        return other[0] > one[1]
    if one[0] == one[1]:
        return other[0] < other[1] and len(other[2]) == other[1] - other[0]
    return other[0] < other[1] or len(one[2]) == one[1] - one[0]


def _marked(ours: Sequence[str], theirs: Sequence[str], labels: tuple[str, str]) -> list[str]:
    """Both sides between markers."""
    return [
        f"{_OURS}{labels[0]}\n",
        *_ended(list(ours)),
        f"{_MIDDLE}\n",
        *_ended(list(theirs)),
        f"{_THEIRS}{labels[1]}\n",
    ]


def _ended(lines: list[str]) -> list[str]:
    """The lines, the last with a line feed, so that a marker stands on a line of its own."""
    return [*lines[:-1], lines[-1] if lines[-1].endswith("\n") else lines[-1] + "\n"] if lines else []
