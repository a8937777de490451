"""`setattr(owner, name, value)`: what the owner's class does then, whichever names the text may be."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.heap import SCALAR, hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.targets import put_attribute
from nb2pipe.analysis.values.texts import constant_texts

_SETTER = ".setter"


def set_attribute(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`setattr(owner, "name", value)`."""
    return _set(m, node, values, hook="__setattr__")


def set_plainly(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`object.__setattr__(owner, "name", value)`, which does not ask the method of this name."""
    return _set(m, node, values, hook="")


def _set(m: Machine, node: cst.Call, values: list[Value], *, hook: str) -> Value:
    if len(values) < 3:
        return SCALAR
    owner, key, value = values[:3]
    names = constant_texts(key)
    for obj in owner:
        if obj.type == "external":
            library.set_member(m, obj, names[0] if len(names) == 1 else "*", value, node)
        elif len(names) == 1:
            put_attribute(m, node, (obj,), names[0], value, hook=hook)
        elif obj.type == "instance":
            with m.journal.perhaps():
                for name in names or _described(obj):
                    put_attribute(m, node, (obj,), name, value, hook=hook)
        hold(obj, value)
    return SCALAR


def _described(instance: Obj) -> list[str]:
    """Names for which code of the instance's class stands; any other one, if there is none."""
    names: dict[str, None] = {}
    stack = [*instance.bases]
    seen: set[Obj] = set()
    while stack:
        class_ = stack.pop()
        if class_.type == "class" and class_ not in seen:
            seen.add(class_)
            stack += class_.bases
            described = [name for name, part in class_.parts.items() if any(map(_is_descriptor, part))]
            names.update(dict.fromkeys(name.removesuffix(_SETTER) for name in described))
    return [*names] or [""]


def _is_descriptor(member: Obj) -> bool:
    is_method = member.type == "function" and not member.name.startswith("property ")
    return not is_method and (bool(member.bases) or member.type == "function")
