"""Parts of a variable's value told apart: who reads one of them needs no cell that has set others."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pipe.analysis.state.objects import Apart, Variable
from nb2pipe.model.analysis import Source

#: What stands for all parts that no cell has set by themselves.
REST = ""
#: Of a value with more parts only the whole is known.
_MOST_PARTS = 32


def sources_of_part(apart: Apart, part: str) -> tuple[Source, ...]:
    """Where the part comes from."""
    return apart.get(part, apart[REST])


def with_part(slot: Variable, part: str, source: Source, *, replaces: bool) -> Apart | None:
    """What is known of the variable's parts when one more is set."""
    apart = slot.apart or {REST: slot.sources}
    if len(apart) > _MOST_PARTS:
        return None
    earlier = () if replaces else sources_of_part(apart, part)
    return {**apart, part: (*(each for each in earlier if each != source), source)}


def joined_parts(slots: Sequence[Variable]) -> Apart | None:
    """What is known of the parts after any of several ways."""
    first, *others = slots
    if all(slot.apart is first.apart for slot in others):
        return first.apart
    if any(slot.value != first.value for slot in others):
        return None
    ways = [slot.apart or {REST: slot.sources} for slot in slots]
    return {
        part: tuple(dict.fromkeys(source for way in ways for source in sources_of_part(way, part)))
        for part in dict.fromkeys(part for way in ways for part in way)
    }
