"""What `operator` and `functools` make of names: getters of items and attributes, callers of methods."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, hold, join, part_of
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.items import make_missing, slice_of
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.syntax.chains import called_name

#: The part of a caller of a method that is the method's name; the others are what it passes on.
METHOD = "<method>"
#: How parts of a getter begin that stand for slices.
_SLICE = "<slice>"


def item_getter(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`operator.itemgetter(key, …)`."""
    return _getter(m, node, values, "operator.itemgetter")


def attribute_getter(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`operator.attrgetter("name", …)`."""
    return _getter(m, node, values, "operator.attrgetter")


def _getter(m: Machine, node: cst.Call, values: list[Value], name: str) -> Value:
    made = m.make(node, "getter")
    made.name = name
    for index, value in enumerate(values):
        arg = node.args[index].value if index < len(node.args) else None
        is_slice = isinstance(arg, cst.Call) and called_name(arg) == "slice"
        put_part(made, f"{_SLICE}{index}" if is_slice else f"{index}", value)
    return (made,)


def got(m: Machine, getter: Obj, given: Value, node: cst.CSTNode) -> Value:
    """What the getter gives of a value: one item or attribute, or a tuple of several."""
    found = [
        _slices(m, given, node) if part.startswith(_SLICE) else _one(m, getter, key, given, node)
        for part, key in getter.parts.items()
    ]
    if len(found) < 2:
        return join(*found) or elements(given) or SCALAR
    several = m.make(node, "tuple", f"got-{getter.serial}")
    for index, value in enumerate(found):
        put_part(several, f"[{index}]", value)
        hold(several, value)
    return (several,)


def _one(m: Machine, getter: Obj, key: Value, given: Value, node: cst.CSTNode) -> Value:
    if getter.name == "operator.attrgetter":
        text = constant_text(key)
        for part in text.split(".") if text else ():
            given = attribute(m, node, given, part)
        return given if text else elements(given) or SCALAR
    at = f"[{key[0].constant!r}]" if len(key) == 1 and key[0].constant is not None else ""
    for obj in given:
        make_missing(m, node, obj, at)
    return (part_of(given, at) if at else NOTHING) or elements(given) or SCALAR


def _slices(m: Machine, given: Value, node: cst.CSTNode) -> Value:
    holders = [obj for obj in given if obj.type in ("list", "tuple")]
    return tuple(slice_of(m, node, obj, f"slice-{id(obj)}") for obj in holders) or elements(given) or SCALAR


def method_caller(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`operator.methodcaller("name", …)`: called with an object, it calls this method of it."""
    if not values or constant_text(values[0]) is None:
        return None
    made = m.make(node, "method-caller")
    put_part(made, METHOD, values[0])
    for at, value in enumerate(values[1:], 1):
        arg = node.args[at] if at < len(node.args) else None
        put_part(made, arg.keyword.value if arg is not None and arg.keyword is not None else f"{at}", value)
        hold(made, value)
    return (made,)


def passed_on(partial: Obj) -> list[Argument]:
    """The arguments that a `partial` or a caller of a method passes on with each call."""
    return [
        (value, None if name.isdecimal() else name)
        for name, value in partial.parts.items()
        if name not in ("function", METHOD)
    ]
