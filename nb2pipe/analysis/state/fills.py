"""What code puts into lists, dicts and sets: the types of numbers and texts, noted as traits of the container."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pipe.analysis.knowledge.given_types import ITEMS, KEYS_OF
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.exactness import classes_of
from nb2pipe.analysis.state.objects import UNSHARED, Obj, Value

#: Types of containers that can be filled.
FILLED = frozenset({"list", "dict", "set", "deque"})
#: The trait of a container of which code shows everything that was put into it; and of one of which it once did not.
TOLD, UNTOLD = frozenset({"told"}), frozenset({"untold"})
#: What a value of which nothing is known is called.
UNKNOWN_ITEM = ""


def begin(made: Obj) -> None:
    """Note that a container has just been made, and so has nothing in it yet."""
    mark(made, TOLD)


def is_told(obj: Obj) -> bool:
    """Whether all that was put into the container, or its type, is known."""
    return obj.type in FILLED and obj.traits >= TOLD and not obj.traits & UNTOLD


def note_items(holder: Obj, value: Value) -> None:
    """Note that the container has the value; an object that it holds is known by that already."""
    _note(holder, value, ITEMS)


def note_keys(holder: Obj, value: Value) -> None:
    """Note that a dict has the value as a key."""
    _note(holder, value, KEYS_OF)


def note_all_of(holder: Obj, sources: Iterable[Obj]) -> None:
    """Note that a container takes all that iterating over these others gives; a dict takes their entries."""
    for source in sources if holder.type in FILLED else ():
        if source.type == "dict" and holder.type != "dict":
            told = {ITEMS + trait.removeprefix(KEYS_OF) for trait in source.traits if trait.startswith(KEYS_OF)}
        else:
            told = {trait for trait in source.traits if trait.startswith((ITEMS, KEYS_OF))}
        is_known = is_told(source) and (source.type == "dict" or holder.type != "dict")
        mark(holder, frozenset(told) if is_known else UNTOLD)


def items_noted(obj: Obj) -> frozenset[str]:
    """The types of the items that are no objects of their own."""
    return _noted(obj, ITEMS)


def keys_noted(obj: Obj) -> frozenset[str]:
    """The types of a dict's keys."""
    return _noted(obj, KEYS_OF)


def _note(holder: Obj, value: Value, kind: str) -> None:
    if holder.type not in FILLED:
        return
    of_objects = kind == ITEMS
    alone = [obj for obj in value if not of_objects or obj.type in UNSHARED]
    names = {name for obj in alone for name in classes_of((obj,)) or (UNKNOWN_ITEM,)}
    mark(holder, frozenset({kind + name for name in names or ({UNKNOWN_ITEM} if not value else set())}))


def _noted(obj: Obj, kind: str) -> frozenset[str]:
    return frozenset(trait.removeprefix(kind) for trait in obj.traits if trait.startswith(kind))
