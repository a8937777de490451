"""Changes of objects; what they were before is kept where an earlier cell has made them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from nb2pipe.analysis.state.objects import NO_PARTS, Link, LinkKind, Obj, Value, add_link, position_of


def put_part(obj: Obj, key: str, value: Value) -> None:
    """Let a part of the object be this value."""
    keep(obj)
    if obj.parts is NO_PARTS:
        obj.parts = {key: value}
    else:
        cast(dict[str, Value], obj.parts)[key] = value


def put_parts(obj: Obj, parts: Mapping[str, Value]) -> None:
    """Give the object these parts beside its own."""
    if parts:
        keep(obj)
        obj.parts = {**obj.parts, **parts}


def drop_part(obj: Obj, key: str) -> None:
    """Forget a part of the object."""
    if key in obj.parts:
        keep(obj)
        del cast(dict[str, Value], obj.parts)[key]


def clear_parts(obj: Obj) -> None:
    """Forget which part is which; what they are is still held."""
    if obj.parts:
        keep(obj)
        obj.parts = NO_PARTS


def put_link(owner: Obj, kind: LinkKind, other: Obj) -> None:
    """Let the object be among these links of the owner."""
    heap = owner.heap
    if add_link(owner, kind, other) and heap is not None and owner.serial <= heap.oldest:
        heap.linked.append(Link(owner, kind, other))


def mark(obj: Obj, traits: frozenset[str]) -> None:
    """Give the object traits beside its own."""
    if not traits <= obj.traits:
        keep(obj)
        obj.traits |= traits


def unmark(obj: Obj, traits: frozenset[str]) -> None:
    """Take traits from the object."""
    if traits & obj.traits:
        keep(obj)
        obj.traits -= traits


def note_change(obj: Obj, cell: int) -> None:
    """Note that a cell changes the object, and with it what was there before code first looked at this part of it.

    `df.loc` is such a part: whoever has shared the frame since before shares the change.
    """
    _set_last_change(obj, cell)
    if obj.holders:
        for owner in _older_owners(obj):
            _set_last_change(owner, cell)


def _set_last_change(obj: Obj, cell: int) -> None:
    if obj.last_change < cell:
        keep(obj)
        obj.last_change = cell


def _older_owners(obj: Obj) -> set[Obj]:
    """What leads to the object, and was made in an earlier cell than what it leads to it by."""
    found: set[Obj] = set()
    seen: set[Obj] = set()
    stack = [obj]
    while stack:
        part = stack.pop()
        born = position_of(part)
        for owner in part.holders:
            if position_of(owner) < born:
                found.add(owner)
            if position_of(owner) <= born and owner not in seen:
                seen.add(owner)
                stack.append(owner)
    return found


def keep(obj: Obj) -> None:
    """Note how an object is, which is about to change, if an earlier cell has made it."""
    heap = obj.heap
    if heap is not None and obj.serial <= heap.oldest:
        heap.keep(obj)
