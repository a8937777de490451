"""Parts of a variable's value told apart: who reads or sets one of them needs no cell that has set others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nb2pipe.analysis.state.objects import Apart, Variable
from nb2pipe.model.accesses import Source

#: What stands for all parts, or for those that no cell has set by themselves.
WHOLE = ""
#: Of a value with more parts only the whole is known.
_MOST_PARTS = 32


def sources_of(apart: Apart, part: str = WHOLE) -> Iterable[Source]:
    """Where the part comes from, or the whole."""
    if part == WHOLE:
        return dict.fromkeys(source for sources in apart.values() for source in sources)
    return dict.fromkeys((*apart[WHOLE], *apart.get(part, ())))


def with_part(slot: Variable, part: str, source: Source, *, replaces: bool) -> Apart | None:
    """What is known of the variable's parts when one of them is set; the cell that replaces one needs what it was."""
    apart = slot.apart or {WHOLE: slot.sources}
    if len(apart) > _MOST_PARTS:
        return None
    earlier = () if replaces else apart.get(part, ())
    return {**apart, part: (*(each for each in earlier if each != source), source)}


def joined_parts(slots: Sequence[Variable]) -> Apart | None:
    """What is known of the parts after any of several ways."""
    first, *others = slots
    if all(slot.apart is first.apart for slot in others):
        return first.apart
    ways = [slot.apart or {WHOLE: slot.sources} for slot in slots]
    if any(slot.value != first.value for slot in others):
        return {WHOLE: tuple(dict.fromkeys(source for way in ways for source in sources_of(way)))}
    return {
        part: tuple(dict.fromkeys(source for way in ways for source in way.get(part, ())))
        for part in dict.fromkeys(part for way in ways for part in way)
    }
