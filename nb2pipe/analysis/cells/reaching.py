"""What values lead to, in one state of the machine: the objects that they hold or may hold, at any depth, summed up.

Objects that hold each other lead to the same; each object is met once, however many variables lead to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

import libcst as cst

from nb2pipe.analysis.knowledge.types import ARRAYS
from nb2pipe.analysis.state.components import components
from nb2pipe.analysis.state.heap import reach
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import UNSHARED, Obj, Value
from nb2pipe.analysis.state.sharing import Holders
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.walk import walk

_DEFINED = frozenset({"function", "class", "instance"})
_T = TypeVar("_T")
#: An object that holds so many is one of many like it.
_MANY = 8


class Reached:
    """A summary of objects: some of them, and all that they hold or may hold."""

    __slots__ = ("arrays", "definitions", "has_odd_instances", "is_changed", "kinds", "together")

    def __init__(self) -> None:
        #: The types and traits of the objects and of their parts.
        self.kinds: set[str] = set()
        #: Variables that lead to one of those that can be changed, as bits of the vocabulary.
        self.together = 0
        #: Those that have or show memory of an array.
        self.arrays: frozenset[Obj] = frozenset()
        #: Functions and classes of the notebook among them, and the classes of instances, by name.
        self.definitions: frozenset[VarName] = frozenset()
        self.has_odd_instances = False
        #: Whether the cell at hand has changed one of them.
        self.is_changed = False

    def content(self) -> tuple[object, ...]:
        """All that it says."""
        flags = self.has_odd_instances, self.is_changed
        return frozenset(self.kinds), self.together, self.arrays, self.definitions, *flags

    def add(self, other: Reached) -> None:
        """Take in a summary of objects that these hold."""
        self.kinds |= other.kinds
        self.together |= other.together
        self.arrays = _union(self.arrays, other.arrays)
        self.definitions = _union(self.definitions, other.definitions)
        self.has_odd_instances |= other.has_odd_instances
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

    def __init__(self, m: Machine, holders: Holders) -> None:
        self._changed = m.recorder.changed_objects
        self._holders = holders
        self._by_object: dict[Obj, Reached] = {}
        self._summaries: dict[tuple[object, ...], Reached] = {}
        self._by_value: dict[Value, Reached] = {}
        self._objects: dict[Value, set[Obj]] = {}

    def names_above(self, obj: Obj) -> int:
        """Variables that lead to the object, as bits of the vocabulary."""
        return self._holders.names_above(obj)

    def strangers(self, writers: int) -> dict[int, list[Obj]]:
        """Objects summed up so far, by those variables beside the writers that lead to them."""
        found: dict[int, list[Obj]] = {}
        for names, objects in self._holders.groups(o for o in self._by_object if not o.is_immutable).items():
            others = names & ~writers
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
            held = _held(obj)
            if self._are_shallow(held):
                self._sum_up([obj], held)
            else:
                for objects, below in components(obj, _held, self._by_object):
                    self._sum_up(objects, below)
            found = self._by_object[obj]
        return found

    def _are_shallow(self, objects: Collection[Obj]) -> bool:
        """Sum up those that hold nothing, and tell whether that were all that are not summed up yet."""
        for obj in objects:
            if obj not in self._by_object:
                if obj.contents or obj.loose or obj.parts or obj.receiver:
                    return False
                self._by_object[obj] = self._own((obj,))
        return True

    def _sum_up(self, objects: Collection[Obj], held: Collection[Obj]) -> None:
        """Sum up objects that hold each other, when all others that they hold have been."""
        found = self._own(objects)
        for part in set(map(self._by_object.get, held)):
            if part is not None:
                found.add(part)
        if len(held) >= _MANY:
            # Where much holds much, most summaries are equal: only different ones are to be put together.
            found = self._summaries.setdefault(found.content(), found)
        self._by_object.update(dict.fromkeys(objects, found))

    def _own(self, objects: Iterable[Obj]) -> Reached:
        """The objects alone, summed up."""
        found = Reached()
        for obj in objects:
            found.kinds.add(obj.type)
            if obj.traits:
                found.kinds |= obj.traits
            for part in obj.parts.values():
                found.kinds.update([inner.type for inner in part])
            if obj in self._changed:
                found.is_changed = True
            if obj.type in _DEFINED:
                found.definitions |= _definitions(obj)
                found.has_odd_instances |= obj.type == "instance" and bool(why_unpicklable(obj))
            if not obj.is_immutable:
                found.together |= self.names_above(obj)
                if obj.type in ARRAYS or "window" in obj.traits:
                    found.arrays |= {obj}
        return found


_NOTHING: frozenset[Obj] = frozenset()


def _held(obj: Obj) -> Collection[Obj]:
    if not (obj.contents or obj.loose or obj.parts or obj.receiver):
        return _NOTHING
    found = {*obj.contents, *obj.loose, *obj.receiver}
    for part in obj.parts.values():
        found.update(part)
    return [held for held in found if held.type not in UNSHARED]


def _definitions(obj: Obj) -> frozenset[VarName]:
    named = obj.bases if obj.type == "instance" else (obj,)
    return frozenset(VarName(name) for each in named if (name := _definition_of(each)))


def _definition_of(obj: Obj) -> str:
    """The name of a function or class, or of the class that a method is defined in; empty where there is none."""
    if obj.type not in ("function", "class"):
        return ""
    name, frame = obj.name.rpartition(" ")[2], obj.frame
    while name and frame is not None and frame.kind in ("types", "class"):
        name, frame = frame.name if frame.kind == "class" else name, frame.parent
    return name


def why_unpicklable(instance: Obj) -> str:
    """What an instance is if pickle cannot make it again; empty if it can.

    An exception with an `__init__` of its own is made with other arguments; and `__getattr__` is asked for what pickle
    looks for in an instance that has no attributes yet.
    """
    for class_ in instance.bases:
        is_exception = any(b.type == "external" and b.name.endswith(("Exception", "Error")) for b in class_.bases)
        if is_exception and "__init__" in class_.parts:
            return "exception that pickle cannot make again"
        if any(_asks_itself(each) for each in class_.parts.get("__getattr__", ())) and _COPYING.isdisjoint(
            class_.parts
        ):
            return "instance whose `__getattr__` needs attributes that it has not when pickle makes it"
    return ""


#: Methods by which a class says how its instances are pickled.
_COPYING = frozenset({"__reduce__", "__reduce_ex__", "__setstate__", "__getnewargs__"})


def _asks_itself(function: Obj) -> bool:
    """Whether `__getattr__` asks its instance for another attribute, and never says that there is none."""
    code = function.node
    if not isinstance(code, cst.FunctionDef) or not code.params.params:
        return False
    own, nodes = code.params.params[0].name.value, list(walk(code.body))
    raises = any(isinstance(node, cst.Raise) for node in nodes)
    return not raises and any(
        isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name) and node.value.value == own
        for node in nodes
    )
