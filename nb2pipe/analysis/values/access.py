"""Attributes read: which object, or which part of one, they give."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.file_calls import METHOD_FILES
from nb2pipe.analysis.knowledge.polars import POLARS
from nb2pipe.analysis.knowledge.results import METHOD_RESULTS
from nb2pipe.analysis.knowledge.tensors import TENSOR_ATTRIBUTES
from nb2pipe.analysis.knowledge.types import IMMUTABLE, LIKELY_MUTATING, MUTATING_METHODS
from nb2pipe.analysis.state.changing import mark, put_part, put_parts
from nb2pipe.analysis.state.heap import MAY_BE_GIVEN, NOTHING, SCALAR, elements, hold, join, spill, tie
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.added_members import added_member
from nb2pipe.analysis.values.callables import bind_method, run_function, run_operator
from nb2pipe.analysis.values.composition import text_of_attribute
from nb2pipe.analysis.values.dimensions import sizes_of
from nb2pipe.analysis.values.dynamic import NAMESPACE
from nb2pipe.analysis.values.frame_attributes import keep_attribute
from nb2pipe.analysis.values.gradients import read_gradients
from nb2pipe.analysis.values.members import find_member, metaclasses_of, wrapped_data, wrapped_type
from nb2pipe.analysis.values.parents import next_members
from nb2pipe.analysis.values.parts import unseen_part, weights_of
from nb2pipe.analysis.values.polars import attribute_of_polars
from nb2pipe.analysis.values.tensors import is_tensor, tensors
from nb2pipe.analysis.values.texts import text_of
from nb2pipe.model.effects import EffectKind


def attribute(m: Machine, node: cst.CSTNode, value: Value, name: str) -> Value:
    """`value.name`, read."""
    found: list[Value] = []
    for obj in value:
        _note_attribute(m, node, obj, name)
        if name == "__class__" and (classes := class_of(m, (obj,))):
            found.append(classes)
        elif obj.type == "external":
            found.append(library.member(m, obj, name, node))
        elif obj.type in ("instance", "class", "made-class", "super"):
            found.append(_member(m, node, obj, name))
        elif obj.type in IMMUTABLE:
            # Texts and numbers have no `value`: it is a member of an enumeration.
            found.append((obj,) if name == "value" and obj.constant is not None else SCALAR)
        elif (text := text_of_attribute(m, node, obj, name)) is not None:
            found.append(text)
        elif (
            behind := _behind(m, node, obj, name) or weights_of(m, node, obj, name) or added_member(m, node, obj, name)
        ):
            found.append(behind)
        elif obj.type == POLARS or _is_acting(obj, name):
            is_method = _is_acting(obj, name)
            found.append((_bound_method(m, node, obj, name) if is_method else attribute_of_polars(m, node, obj, name),))
        elif name in obj.parts:
            found.append(obj.parts[name])
        elif obj.type in ("function", "method"):
            found.append(_of_function(m, node, obj, name))
        elif f".{name}" in obj.parts or obj.type or is_tensor(obj):
            unseen_part(obj, name)
            seen = obj.parts[f".{name}"]
            found.append(tensors(seen) if name in TENSOR_ATTRIBUTES and is_tensor(obj) else seen)
        else:
            # Nothing is known of the object: it may give back whatever it was given, or something that holds it.
            kept = elements((obj,))
            part = unseen_part(obj, name)
            mark(part, MAY_BE_GIVEN)
            hold(part, (o for o in kept if o is not part and part not in o.loose), loosely=True)
            found.append(join((part,), kept))
    return join(*found)


#: Attributes of a frame of Python's stack that are the variables of the code that runs there.
_NAMES_OF_FRAMES = ("f_globals", "f_locals")


def _note_attribute(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> None:
    if name in _NAMES_OF_FRAMES and obj.type not in ("instance", "class"):
        m.effect(EffectKind.DYNAMIC, name, node)
    keep_attribute(m, obj, name)
    if name == "grad":
        read_gradients(m, obj)


def _behind(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Value:
    """What an attribute gives that leads to the object, to the one whose method it is, or says how large it is."""
    if name == "__self__":
        return obj.receiver
    if name == "__dict__":
        return _namespace(m, node, obj)
    if name == "style" and obj.type == "DataFrame":
        # Each time another one, which shows the frame as that is by then.
        styler = m.heap.new("styler", cell=m.recorder.cell)
        tie(styler, obj)
        return (styler,)
    if name == "bit_generator" and obj.type == "rng":
        return (obj,)
    # No list has `data`, but a `UserList` has, and is told apart from one nowhere else.
    is_cover = name == "data" and obj.type in ("list", "dict")
    return (obj,) if is_cover else sizes_of(m, node, obj, name)


def _of_function(m: Machine, node: cst.CSTNode, function: Obj, name: str) -> Value:
    """`function.__defaults__`, which are the objects that its calls get; other attributes were set or are not seen."""
    if name in ("__call__", "__func__", "__wrapped__"):
        return (function,)
    if name == "__globals__":
        return (m.external(NAMESPACE),)
    if name == "__closure__":
        closure, cell = m.make(node, "tuple", f"closure-{id(function)}"), m.make(node, "", f"cell-{id(function)}")
        put_part(cell, "cell_contents", elements((function,)))
        hold(closure, (cell,))
        return (closure,)
    if name not in ("__defaults__", "__kwdefaults__"):
        return NOTHING
    defaults = m.make(node, "tuple" if name == "__defaults__" else "dict", f"defaults-{id(function)}")
    hold(defaults, join(*(value for key, value in function.parts.items() if key.startswith("default "))))
    return (defaults,)


def _is_acting(obj: Obj, name: str) -> bool:
    """Whether the attribute is a method of which the tables know what it does, and no part of the object."""
    if name in METHOD_FILES and obj.type in ("DataFrame", "Series", "figure"):
        return True
    if name in LIKELY_MUTATING and obj.type in MUTATING_METHODS:
        return True
    if not obj.type and name in _ALWAYS_METHODS:
        return True
    return name in METHOD_RESULTS.get(obj.type, ()) and name not in _ACCESSORS


#: Names that are methods of whatever has them, and change it.
_ALWAYS_METHODS = frozenset({
    "append", "appendleft", "extend", "extendleft", "setdefault", "add", "discard", "push", "put",
    "write", "writelines",
})  # fmt: skip
#: Attributes that are more than a method: `df.plot.bar()`.
_ACCESSORS = frozenset({"plot", "hist", "summary", "params"})


def _bound_method(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Obj:
    bound = m.make(node, "bound", f"{name}-{id(obj)}")
    bound.name, bound.receiver = name, (obj,)
    hold(bound, (obj,))
    return bound


#: Types of the language whose class may be called to make another one.
_BUILT_IN = frozenset({"list", "dict", "set", "tuple"})


def class_of(m: Machine, value: Value) -> Value:
    """The classes of the objects, where they are known."""
    classes = [obj.bases if obj.type == "instance" else NOTHING for obj in value]
    built_in = [(m.external(f"builtins.{obj.type}"),) for obj in value if obj.type in _BUILT_IN]
    return join(*classes, *built_in)


def _class_method(m: Machine, node: cst.CSTNode, member: Obj, obj: Obj) -> Obj:
    """A class method taken from its class is bound to it."""
    if obj.type not in ("class", "made-class") or member.type != "function" or not member.name.startswith("class "):
        return member
    method = m.make(node, "method", f"class-{id(member)}-{id(obj)}")
    method.node, method.frame, method.name, method.receiver = member.node, member.frame, member.name, (obj,)
    method.parts = dict(member.parts)
    return method


def _described(m: Machine, node: cst.CSTNode, members: Value, obj: Obj) -> Value:
    """Descriptors of the notebook's own classes are asked for the value."""
    given = run_operator(m, members, ("__get__",), [((obj,), None), (SCALAR, None)], node)
    return given or members


def _namespace(m: Machine, node: cst.CSTNode, obj: Obj) -> Value:
    """`object.__dict__`: a dict of what the object holds, which is the object's own."""
    known = obj.parts.get("__dict__")
    if known:
        return known
    names = m.make(node, "dict", f"namespace-{id(obj)}")
    spill(names, (obj,))
    hold(obj, [names])
    if not obj.type:
        hold(names, (obj,))
    put_part(obj, "__dict__", (names,))
    return (names,)


def _wrapped(m: Machine, node: cst.CSTNode, obj: Obj, type_: str) -> Value:
    """`self.data` in a class that derives from `UserDict` or `UserList`: what the instance holds, and is."""
    data = m.make(node, type_, f"data-{id(obj)}")
    spill(data, (obj,))
    hold(obj, [data])
    for held in wrapped_data(obj):
        spill(data, (held,))
        hold(held, elements((data,)))
    return (data,)


def _own_member(obj: Obj, name: str) -> Value:
    """An attribute of the object itself, which code may have set through `__dict__`."""
    own = obj.parts.get(name, NOTHING)
    for names in obj.parts.get("__dict__", NOTHING):
        if names.last_change >= 0:
            own = names.parts.get(f"[{name!r}]") or (join(own, elements((names,))) if own else NOTHING)
    return own


def _member(m: Machine, node: cst.CSTNode, obj: Obj, name: str, *, is_asked: bool = True) -> Value:
    """What the object, or a class behind it, has under the name; descriptors answer only who is asked himself."""
    if obj.type == "super":
        return _inherited(m, node, obj, name)
    if obj.type == "made-class":  # by `type(name, bases, namespace)`
        inherited = join(*(_member(m, node, base, name) for base in obj.bases))
        return join(elements((obj,)), tuple(_class_method(m, node, member, obj) for member in inherited)) or SCALAR
    if name == "__dict__" and obj.type == "instance":
        return _namespace(m, node, obj)
    asked = text_of(m, node, name)
    custom = run_operator(m, (obj,), ("__getattribute__",), [(asked, None)], node)
    own = join(custom, _own_member(obj, name)) if custom else _own_member(obj, name)
    if own:
        members = tuple(_class_method(m, node, member, obj) for member in own)
        return _described(m, node, members, obj) if is_asked else members
    behind = metaclasses_of(obj) if obj.type == "class" and obj.bases else []
    for base in obj.bases:
        if base.type != "class" or base in behind:
            continue
        inherited = _member(m, node, base, name, is_asked=False)
        if inherited:
            members = join(*(_bound(m, node, member, obj, base) for member in inherited))
            return _described(m, node, members, obj) if is_asked else members
    if obj.type == "instance":
        if name == "data" and (wrapped := wrapped_type(obj)):
            return _wrapped(m, node, obj, wrapped)
        custom = run_operator(m, (obj,), ("__getattr__",), [(asked, None)], node)
        return join(custom, elements((obj,)), elements(obj.parts.get("__dict__", NOTHING)))
    if obj.type == "class" and (of_metaclass := _of_metaclass(m, node, obj, name)):
        return of_metaclass
    if name == "__subclasses__":
        m.effect(EffectKind.DYNAMIC, "__subclasses__", node)
    return NOTHING


def _of_metaclass(m: Machine, node: cst.CSTNode, class_: Obj, name: str) -> Value:
    """What the class has from the classes of the notebook that made it, as an instance of them."""
    found: list[Value] = []
    for member in join(*(find_member(metaclass, name) for metaclass in metaclasses_of(class_))):
        if member.name.startswith("property "):
            found.append(run_function(m, member, [((class_,), None)], node) or SCALAR)
        else:
            found.append((bind_method(m, member, class_, node) if member.type == "function" else member,))
    return join(*found)


def _inherited(m: Machine, node: cst.CSTNode, parent: Obj, name: str) -> Value:
    """`super().name`: what the classes behind the one at hand have under the name, bound to the instance."""
    found = [
        _bound(m, node, _class_method(m, node, member, obj), obj, obj)
        for obj in parent.receiver
        for member in next_members(obj, parent.bases, name)
    ]
    return join(*found)


#: The name of what `functools.partialmethod` makes.
PARTIAL_METHOD = "functools.partialmethod"


def _bound(m: Machine, node: cst.CSTNode, member: Obj, obj: Obj, base: Obj) -> Value:
    if member.name == PARTIAL_METHOD and obj.type == "instance":
        made = m.make(node, "partial", f"{id(member)}-{id(obj)}")
        function = join(*(_bound(m, node, each, obj, base) for each in member.parts.get("function", NOTHING)))
        put_parts(made, {**member.parts, "function": function})
        hold(made, (obj,))
        return (made,)
    if member.type != "function" or obj.type != "instance" or member.name.startswith("static "):
        return (member,)
    if member.name.startswith("property "):
        return run_function(m, member, [((obj,), None)], node) or SCALAR
    method = m.make(node, "method", f"{id(member)}-{id(obj)}")
    method.node, method.frame, method.name = member.node, member.frame, member.name
    method.parts = dict(member.parts)
    method.receiver = (base,) if member.name.startswith("class ") else (obj,)
    hold(method, [obj])
    return (method,)
