"""What values lead to, in one state of the machine: the objects that they hold or may hold, at any depth, summed up.

Objects that hold each other lead to the same; each object is met once, however many variables lead to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from nb2pipe.analysis.heap import reach
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import UNSHARED, Obj, Value
from nb2pipe.analysis.sharing import Holders
from nb2pipe.model.ids import VarName

_DEFINED = frozenset({"function", "class", "instance"})
_T = TypeVar("_T")


class Reached:
    """A summary of objects: some of them, and all that they hold or may hold."""

    __slots__ = ("arrays", "definitions", "has_odd_exceptions", "is_changed", "kinds", "together")

    def __init__(self) -> None:
        #: The types and traits of the objects and of their parts.
        self.kinds: set[str] = set()
        #: Variables that lead to one of those that can be changed.
        self.together: frozenset[VarName] = frozenset()
        #: Those that have or show memory of an array.
        self.arrays: frozenset[Obj] = frozenset()
        #: Functions and classes of the notebook among them, and the classes of instances, by name.
        self.definitions: frozenset[VarName] = frozenset()
        self.has_odd_exceptions = False
        #: Whether the cell at hand has changed one of them.
        self.is_changed = False

    def add(self, other: Reached) -> None:
        """Take in a summary of objects that these hold."""
        self.kinds |= other.kinds
        self.together = _union(self.together, other.together)
        self.arrays = _union(self.arrays, other.arrays)
        self.definitions = _union(self.definitions, other.definitions)
        self.has_odd_exceptions |= other.has_odd_exceptions
        self.is_changed |= other.is_changed


def _union(one: frozenset[_T], other: frozenset[_T]) -> frozenset[_T]:
    """Both sets; one of them itself, where it holds the other."""
    if other is one or not other:
        return one
    if len(other) > len(one):
        one, other = other, one
    return one if other <= one else one | other


class Snapshot:
    """What variables lead to and who shares it."""

    def __init__(self, m: Machine) -> None:
        self._changed = m.recorder.changed_objects
        self._holders = Holders(m)
        self._by_object: dict[Obj, Reached] = {}
        self._by_value: dict[Value, Reached] = {}
        self._objects: dict[Value, set[Obj]] = {}

    def names_above(self, obj: Obj) -> frozenset[VarName]:
        """Variables that lead to the object."""
        return self._holders.names_above(obj)

    def strangers(self, writers: Collection[VarName]) -> dict[frozenset[VarName], list[Obj]]:
        """Objects summed up so far, by those variables beside the writers that lead to them."""
        found: dict[frozenset[VarName], list[Obj]] = {}
        for names, objects in self._holders.groups(o for o in self._by_object if not o.is_immutable).items():
            others = names.difference(writers)
            if others:
                found.setdefault(others, []).extend(objects)
        return found

    def objects(self, value: Value) -> set[Obj]:
        """The objects and everything they hold or may hold, at any depth; who asks must not change the set."""
        found = self._objects.get(value)
        if found is None:
            found = self._objects[value] = reach(value, loosely=True)
        return found

    def reached(self, value: Value) -> Reached:
        """All that the value leads to, summed up."""
        found = self._by_value.get(value)
        if found is None:
            found = self._by_value[value] = self._sum_of(value)
        return found

    def _sum_of(self, value: Value) -> Reached:
        found = Reached()
        for obj in value:
            if obj.type in UNSHARED:
                found.kinds.add(obj.type)
            elif len(value) == 1:
                return self._reached_by(obj)
            else:
                found.add(self._reached_by(obj))
        return found

    def _reached_by(self, obj: Obj) -> Reached:
        found = self._by_object.get(obj)
        if found is None:
            if obj.contents or obj.loose or obj.parts or obj.receiver:
                self._explore(obj)
                found = self._by_object[obj]
            else:
                found = self._by_object[obj] = self._own((obj,))
        return found

    def _explore(self, start: Obj) -> None:
        """Sum up an object and all that it holds: Tarjan's algorithm for strongly connected components."""
        known = self._by_object
        order: dict[Obj, int] = {start: 0}
        lowest = {start: 0}
        below = {start: _held(start)}
        path = [start]
        stack = [(start, iter(below[start]))]
        while stack:
            obj, inner = stack[-1]
            for held in inner:
                if held in known:
                    continue
                if held in order:
                    lowest[obj] = min(lowest[obj], order[held])
                    continue
                order[held] = lowest[held] = len(order)
                below[held] = _held(held)
                path.append(held)
                stack.append((held, iter(below[held])))
                break
            else:
                stack.pop()
                if lowest[obj] == order[obj]:
                    at = path.index(obj) if path[-1] is not obj else len(path) - 1
                    self._finish(path[at:], below)
                    del path[at:]
                if stack:
                    outer = stack[-1][0]
                    lowest[outer] = min(lowest[outer], lowest[obj])

    def _finish(self, objects: list[Obj], below: dict[Obj, set[Obj]]) -> None:
        """Sum up objects that hold each other, when all others that they hold have been."""
        found = self._own(objects)
        inner = {id(part): part for obj in objects for held in below[obj] if (part := self._by_object.get(held))}
        for part in inner.values():
            found.add(part)
        self._by_object.update(dict.fromkeys(objects, found))

    def _own(self, objects: Iterable[Obj]) -> Reached:
        """The objects alone, summed up."""
        found = Reached()
        for obj in objects:
            found.kinds.add(obj.type)
            found.kinds |= obj.traits
            for part in obj.parts.values():
                found.kinds.update([inner.type for inner in part])
            if obj in self._changed:
                found.is_changed = True
            if obj.type in _DEFINED:
                found.definitions |= _definitions(obj)
                found.has_odd_exceptions |= obj.type == "instance" and is_odd_exception(obj)
            if not obj.is_immutable:
                found.together = _union(found.together, self.names_above(obj))
                if obj.type == "ndarray" or "window" in obj.traits:
                    found.arrays |= {obj}
        return found


def _held(obj: Obj) -> set[Obj]:
    found = {held for part in obj.parts.values() for held in part}
    found |= obj.contents
    found |= obj.loose
    found.update(obj.receiver)
    return {held for held in found if held.type not in UNSHARED}


def _definitions(obj: Obj) -> frozenset[VarName]:
    named = obj.bases if obj.type == "instance" else (obj,)
    return frozenset(VarName(each.name.rpartition(" ")[2]) for each in named if _is_definition(each))


def _is_definition(obj: Obj) -> bool:
    """Whether it is a function or class that has a name of its own, which a method has not."""
    frame = obj.frame
    while frame is not None and frame.kind == "types":
        frame = frame.parent
    return obj.type in ("function", "class") and bool(obj.name) and (frame is None or frame.kind != "class")


def is_odd_exception(obj: Obj) -> bool:
    """An exception of the notebook with an `__init__` of its own: unpickling calls it with other arguments."""
    return any(
        "__init__" in class_.parts
        and any(base.type == "external" and base.name.endswith(("Exception", "Error")) for base in class_.bases)
        for class_ in obj.bases
    )
