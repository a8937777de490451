"""Abstract objects: what values may be, what holds what, and who is changed when one of them is.

An object stands for everything that one expression makes. Links are only ever added: `contents` are links
that Python guarantees (a list and its elements), `loose` ones are possible (an unknown call may keep what
it is given). Edges of `check` follow the first alone, conversion follows both.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from nb2pipe.analysis.knowledge.tensors import TENSORS
from nb2pipe.analysis.knowledge.types import IMMUTABLE, MAYBE_ARRAYS
from nb2pipe.analysis.state.changing import clear_parts, put_link, put_part
from nb2pipe.analysis.state.objects import UNSHARED, Obj, Value

#: The trait of a class that enumerates its members: iterating over it gives these.
ENUMERATION = "enumeration"
#: The trait of what an unknown call gave: it may be any of the objects that it holds loosely.
MAY_BE_GIVEN = frozenset({"may-be-given"})
#: Trait of what stands for the Python objects in a column of a table, which are texts or numbers in most of them.
TABLE_CELL = "table-cell"
#: Trait of rows that were cut out of a frame or a series.
ROWS = frozenset({"rows"})
SCALAR: Value = (Obj("scalar"),)
NOTHING: Value = ()
#: More possibilities than this are cut: precision is lost, never an object that was already known.
MAX_VALUES = 24


def join(*values: Value) -> Value:
    """All possibilities of all values, in a stable order."""
    if len(values) == 1:
        (value,) = values
        return value if len(value) < 2 else tuple(dict.fromkeys(value))
    seen: dict[Obj, None] = {}
    for value in values:
        for obj in value:
            seen[obj] = None
    return tuple(seen)


#: An object of these types may hold itself (`a.append(a)`).
_SELF_HOLDERS = ("list", "dict", "deque", "instance")


def hold(holder: Obj, value: Iterable[Obj], *, loosely: bool = False) -> None:
    """Note that the holder keeps a reference to each of the objects."""
    if holder.type in IMMUTABLE:
        # What holds others is no such value after all; and `SCALAR` stands in every notebook that this process follows.
        return
    for obj in value:
        if (obj is holder and obj.type not in _SELF_HOLDERS) or obj.type in UNSHARED:
            continue
        link(holder, obj, loosely=loosely)


def link(holder: Obj, obj: Obj, *, loosely: bool) -> None:
    """Note that the holder keeps a reference to the object, whatever their types."""
    if obj in (holder.loose if loosely else holder.contents) and holder in (
        obj.loose_holders if loosely else obj.holders
    ):
        return
    if holder.heap is not None:
        holder.heap.links += 1
    put_link(holder, "loose" if loosely else "contents", obj)
    put_link(obj, "loose_holders" if loosely else "holders", holder)


def tie(holder: Obj, obj: Obj, *, loosely: bool = False) -> None:
    """Note that the holder changes with the object, though it gives nothing of it."""
    if obj.type not in UNSHARED:
        put_link(obj, "loose_holders" if loosely else "holders", holder)
        if obj.heap is not None:
            obj.heap.has_ties = True


def elements(value: Value) -> Value:
    """What the objects hold, one level down; parts that are told apart included."""
    found: dict[Obj, None] = {}
    for obj in value:
        for key, part in obj.parts.items():
            # A dict does not give its keys under its keys; one that can change it holds as it holds its values.
            found.update(dict.fromkeys(part if key != KEYS else _changing_keys(part)))
        if obj.contents:
            found.update(dict.fromkeys(sorted_objects(obj.contents)))
        if obj.loose:
            found.update(dict.fromkeys(sorted_objects(obj.loose)))
    return tuple(found)[:MAX_VALUES]


def part_of(value: Value, key: str) -> Value:
    """What the objects have under the key; nothing where one of them does not tell its parts apart."""
    if any(key not in obj.parts for obj in value):
        return NOTHING
    return join(*(obj.parts[key] for obj in value))


#: The part of a dict that stands for its keys, where those are objects that can change.
KEYS = "<keys>"


def unseen_elements(value: Value) -> Value:
    """What those of the objects may hold of which nothing is known, whether anything was seen in them or not."""
    return join(*(_unseen_element(obj) for obj in value if obj.type in UNSEEN))


def all_elements(value: Value) -> Value:
    """What the objects hold, and what they may hold for all that is known."""
    return join(elements(value), unseen_elements(value))


#: Groups or windows of a table, which iterating over them gives as tables of their own.
GROUPS = "pandas"
#: Types of objects that hold what is not seen.
UNSEEN = MAYBE_ARRAYS | {GROUPS}
#: The part of an object that is not seen into which stands for any item of it.
ANY_ITEM = "[*]"
#: The part of a table that stands for any column, where the key is a text.
ANY_COLUMN = "[str]"


def _unseen_element(obj: Obj) -> Value:
    """What iterating over an object of which nothing is known gives: something that it may hold."""
    key = f".{ANY_ITEM}"
    if key not in obj.parts and obj.heap is not None:
        item = obj.heap.new("")
        item.traits = obj.traits & TENSORS
        put_part(obj, key, (item,))
        hold(obj, [item])
    return obj.parts.get(key, NOTHING)


#: The part of a table that stands for the Python objects in its columns.
CELLS = "<objects>"


#: The parts of an iterator that stand for what it takes from and calls, and for what it was seen to give.
SOURCES, GIVEN = "<sources>", "<given>"


def draw_from(iterator: Obj, sources: Iterable[Obj]) -> None:
    """Let an iterator hold what it takes from or calls, which is not what it gives."""
    sources = tuple(sources)
    hold(iterator, sources)
    put_part(iterator, SOURCES, join(iterator.parts.get(SOURCES, NOTHING), sources))


def give(iterator: Obj, value: Value) -> None:
    """Let an iterator hold what it was seen to give."""
    hold(iterator, value)
    if SOURCES in iterator.parts:
        put_part(iterator, GIVEN, join(iterator.parts.get(GIVEN, NOTHING), value))


def only_taken_from(obj: Obj) -> frozenset[Obj]:
    """What an iterator takes from or calls, and does not give."""
    return frozenset(obj.parts.get(SOURCES, NOTHING)).difference(obj.parts.get(GIVEN, NOTHING))


def keep_keys(obj: Obj, key: Value) -> None:
    """A dict gives its keys to whoever iterates over it."""
    kept = tuple(part for part in key if not part.is_immutable or part.type in ("class", "function"))
    if kept:
        put_part(obj, KEYS, join(obj.parts.get(KEYS, NOTHING), kept))
        hold(obj, _changing_keys(kept))


def _changing_keys(keys: Iterable[Obj]) -> Value:
    """Those of the keys that can change: members of enumerations are names for something that does not."""
    return tuple(
        key for key in keys if not key.is_immutable and not any(ENUMERATION in class_.traits for class_ in key.bases)
    )


#: The part of a container that stands for the texts in it, whatever their places: they are no objects that it links to.
TEXTS = "<texts>"
_TEXT_HOLDERS = frozenset({"list", "dict", "tuple", "set", "deque", "iterator", "dictview"})


def keep_texts(holder: Obj, value: Value) -> None:
    """Let a container know the texts that it gives, which may be paths."""
    texts = tuple([obj for obj in value if obj.type == "str" or obj.type == "scalar"])
    known = holder.parts.get(TEXTS, NOTHING)
    if texts and holder.type in _TEXT_HOLDERS and len(known) < MAX_VALUES:
        put_part(holder, TEXTS, join(known, texts))


def forget_places(obj: Obj) -> None:
    """Forget which part of a container is which; what they are is still known."""
    texts = elements((obj,)) if obj.parts else NOTHING
    keys = obj.parts.get(KEYS, NOTHING)
    clear_parts(obj)
    keep_texts(obj, texts)
    if keys:
        put_part(obj, KEYS, keys)


def spill(holder: Obj, value: Value) -> None:
    """Let the holder keep what the objects hold, each as surely as they do."""
    for obj in value:
        if obj is holder:
            continue
        for key, part in obj.parts.items():
            if key != SOURCES:
                hold(holder, part)
                keep_texts(holder, part)
        # Most of a large holder's links are there already: the difference of two sets costs next to nothing.
        if obj.contents:
            new = obj.contents - holder.contents
            hold(holder, new - only_taken_from(obj) if SOURCES in obj.parts else new)
        if obj.loose:
            hold(holder, obj.loose - holder.loose, loosely=True)
        if obj.type in UNSEEN:
            hold(holder, _unseen_element(obj))


def sorted_objects(objects: Iterable[Obj]) -> list[Obj]:
    """In a stable order: sets of objects have none of their own."""
    return sorted(objects, key=_SERIAL)


_SERIAL = attrgetter("serial")


def reach(value: Value, *, loosely: bool) -> set[Obj]:
    """The objects and everything they hold, at any depth, immutable values left out."""
    if len(value) == 1 and value[0].type in UNSHARED:
        return set()
    seen: set[Obj] = set()
    stack = list(value)
    while stack:
        obj = stack.pop()
        if obj in seen or obj.type in UNSHARED:
            continue
        seen.add(obj)
        # Where everything holds everything, the difference keeps the walk in proportion to the objects.
        if obj.contents:
            stack += obj.contents - seen
        if loosely and obj.loose:
            stack += obj.loose - seen
        for part in obj.parts.values():
            stack += part
        stack += obj.receiver
    return seen


def holders_of(value: Iterable[Obj], *, loosely: bool) -> set[Obj]:
    """The objects and everything that holds them, at any depth."""
    # Where everything holds everything, each is put on the stack only once.
    seen = {obj for obj in value if obj.type not in UNSHARED}
    stack = list(seen)
    while stack:
        obj = stack.pop()
        for holders in (obj.holders, obj.loose_holders) if loosely else (obj.holders,):
            if holders:
                new = {holder for holder in holders - seen if holder.type not in UNSHARED}
                seen |= new
                stack += new
    return seen
