"""Abstract objects: what values may be, what holds what, and who is changed when one of them is.

An object stands for everything that one expression makes. Links are only ever added: `contents` are links
that Python guarantees (a list and its elements), `loose` ones are possible (an unknown call may keep what
it is given). Edges of `check` follow the first alone, conversion follows both.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nb2pipe.analysis.knowledge.types import IMMUTABLE

if TYPE_CHECKING:
    import libcst as cst

    from nb2pipe.analysis.frames import Frame


@dataclass(eq=False, slots=True)
class Obj:
    """One abstract object; compared by identity."""

    #: A type of `knowledge.types`, `external` for what a library offers, `function`, `class`, `instance`, or empty.
    type: str = ""
    #: Qualified name of an external; name of a function or class of the notebook.
    name: str = ""
    #: The value of a constant string or number; None where unknown.
    constant: object = None
    contents: set[Obj] = field(default_factory=set)
    loose: set[Obj] = field(default_factory=set)
    holders: set[Obj] = field(default_factory=set)
    loose_holders: set[Obj] = field(default_factory=set)
    #: Parts that are told apart: attributes by name, items by constant key (`[0]`, `['a']`).
    parts: dict[str, Value] = field(default_factory=dict)
    #: For a function, lambda, class or generator of the notebook: its code and where its free names live.
    node: cst.CSTNode | None = None
    frame: Frame | None = None
    #: For an instance or bound method: its class; for a class: its bases.
    bases: tuple[Obj, ...] = ()
    #: For a bound method: its receiver.
    receiver: Value = ()
    #: Cells that changed it, directly.
    changed_in: set[int] = field(default_factory=set)
    #: Counts objects as they are made: an order for sets of them.
    serial: int = field(default_factory=itertools.count().__next__)
    #: The cell that made it.
    cell: int = -1
    #: Using it draws from the global generator; fitting it changes its inputs; fitting it fits what it holds.
    traits: frozenset[str] = frozenset()

    @property
    def is_immutable(self) -> bool:
        """Whether sharing it can never be noticed."""
        return self.type in IMMUTABLE or self.type in ("external", "function", "class")


Value = tuple[Obj, ...]
#: The trait of what an unknown call gave: it may be any of the objects that it holds loosely.
MAY_BE_GIVEN = frozenset({"may-be-given"})
SCALAR: Value = (Obj("scalar"),)
NOTHING: Value = ()
#: More possibilities than this are cut: precision is lost, never an object that was already known.
MAX_VALUES = 24


def join(*values: Value) -> Value:
    """All possibilities of all values, in a stable order."""
    seen: dict[Obj, None] = {}
    for value in values:
        for obj in value:
            seen[obj] = None
    return tuple(seen)


def hold(holder: Obj, value: Iterable[Obj], *, loosely: bool = False) -> None:
    """Note that the holder keeps a reference to each of the objects."""
    for obj in value:
        if obj is holder or obj.type in IMMUTABLE or obj.type == "external":
            continue
        if loosely:
            holder.loose.add(obj)
            obj.loose_holders.add(holder)
        else:
            holder.contents.add(obj)
            obj.holders.add(holder)


def elements(value: Value) -> Value:
    """What the objects hold, one level down; parts that are told apart included."""
    found: dict[Obj, None] = {}
    for obj in value:
        for part in obj.parts.values():
            found.update(dict.fromkeys(part))
        found.update(dict.fromkeys(sorted_objects(obj.contents)))
        found.update(dict.fromkeys(sorted_objects(obj.loose)))
    return tuple(found)[:MAX_VALUES]


#: The part of a dict that stands for its keys, where those are objects that can change.
KEYS = "<keys>"


def iterated(value: Value) -> Value:
    """What iterating over the objects gives: their elements, and of a dict its keys."""
    keys = [obj.parts.get(KEYS, NOTHING) for obj in value if obj.type == "dict"]
    return join(elements(tuple(obj for obj in value if obj.type != "dict")), *keys)


def keep_keys(obj: Obj, key: Value) -> None:
    """A dict gives its keys to whoever iterates over it."""
    mutable = tuple(part for part in key if not part.is_immutable)
    if mutable:
        obj.parts[KEYS] = join(obj.parts.get(KEYS, NOTHING), mutable)
        hold(obj, mutable)


def spill_iterated(holder: Obj, value: Value) -> None:
    """Let the holder keep what iterating over the objects gives, each as surely as they hold it."""
    spill(holder, tuple(obj for obj in value if obj.type != "dict"))
    hold(holder, iterated(tuple(obj for obj in value if obj.type == "dict")))


def spill(holder: Obj, value: Value) -> None:
    """Let the holder keep what the objects hold, each as surely as they do."""
    for obj in value:
        for part in obj.parts.values():
            hold(holder, part)
        hold(holder, sorted_objects(obj.contents))
        hold(holder, sorted_objects(obj.loose), loosely=True)


def sorted_objects(objects: Iterable[Obj]) -> list[Obj]:
    """In a stable order: sets of objects have none of their own."""
    return sorted(objects, key=lambda obj: obj.serial)


def reach(value: Value, *, loosely: bool) -> set[Obj]:
    """The objects and everything they hold, at any depth, immutable values left out."""
    return _closure(value, lambda obj: _below(obj, loosely))


def holders_of(value: Iterable[Obj], *, loosely: bool) -> set[Obj]:
    """The objects and everything that holds them, at any depth."""
    return _closure(value, lambda obj: obj.holders | obj.loose_holders if loosely else obj.holders)


def _below(obj: Obj, loosely: bool) -> Iterator[Obj]:
    yield from obj.contents
    if loosely:
        yield from obj.loose
    for part in obj.parts.values():
        yield from part
    yield from obj.receiver


def _closure(start: Iterable[Obj], follow) -> set[Obj]:  # type: ignore[no-untyped-def]  # a local lambda
    seen: set[Obj] = set()
    stack = list(start)
    while stack:
        obj = stack.pop()
        if obj in seen or obj.type in IMMUTABLE or obj.type == "external":
            continue
        seen.add(obj)
        stack.extend(follow(obj))
    return seen
