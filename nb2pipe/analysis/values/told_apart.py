"""Items and attributes that are told apart: whose state a read of one of them needs, and what setting one leaves alone.

Only what stands in the code as it is counts as a key: a key that is computed may be another one tomorrow.
"""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value, Variable
from nb2pipe.analysis.values.members import find_member
from nb2pipe.syntax.scopes import dotted_name

_COLLECTIONS = ("list", "dict")
#: Methods with which a class decides what reading or setting an attribute does.
_HOOKS = ("__setattr__", "__getattr__", "__getattribute__")
_BOUND = ("bound", "method")


def owner_of(m: Machine, node: cst.Subscript | cst.Attribute, frame: Frame) -> Value:
    """Follow what stands before `[key]` or `.name`, read; a variable's other parts are left out where that is known."""
    owner = node.value
    if type(owner) is cst.Name:
        slot = m.module.slots.get(owner.value)
        if type(slot) is Variable and slot.apart is not None:
            return m.look_up(owner.value, frame, owner, _part(slot.value[0], node))
    return m.evaluate(owner, frame)


def part_set(m: Machine, node: cst.Subscript | cst.Attribute, owner: Value, value: Value) -> str:
    """The part of the owner that is about to be set to the value, if it is told apart from all others; or nothing."""
    if len(owner) != 1 or type(node.value) is not cst.Name or not is_exact(owner):
        return ""
    (obj,) = owner
    part = _part(obj, node)
    if not part or obj in value or any(obj in each.holders or obj in each.loose_holders for each in value):
        return ""
    return part if all(_is_passing(m, holder) for holder in (*obj.holders, *obj.loose_holders)) else ""


def _part(obj: Obj, node: cst.Subscript | cst.Attribute) -> str:
    if type(node) is cst.Subscript:
        return _constant_key(node) if obj.type in _COLLECTIONS else ""
    name = node.attr.value  # type: ignore[union-attr]  # an attribute, if it is no item
    return f".{name}" if obj.type == "instance" and _is_plain(obj, name) else ""


def _constant_key(node: cst.Subscript) -> str:
    index = node.slice[0].slice
    key = index.value if len(node.slice) == 1 and isinstance(index, cst.Index) else None
    value = key.evaluated_value if isinstance(key, (cst.SimpleString, cst.Integer)) else None
    return f"[{value!r}]" if isinstance(value, (str, int)) else ""


def _is_plain(instance: Obj, name: str) -> bool:
    """Whether the attribute is a place of the instance's own, which no code of its class stands before."""
    if name.startswith("__") or "__dict__" in instance.parts or not instance.bases:
        return False
    return all(
        _is_ordinary(class_)
        and not any(find_member(class_, hook) for hook in _HOOKS)
        and all(member.type in IMMUTABLE for member in find_member(class_, name))
        for class_ in instance.bases
    )


def _is_ordinary(class_: Obj) -> bool:
    """Whether nothing but the notebook's own code, and `dataclass`, has made the class."""
    if class_.name == "builtins.object":
        return True
    code = class_.node
    if class_.type != "class" or not isinstance(code, cst.ClassDef) or code.keywords:
        return False
    return all(map(_makes_record, code.decorators)) and all(map(_is_ordinary, class_.bases))


def _makes_record(decorator: cst.Decorator) -> bool:
    made = decorator.decorator
    if isinstance(made, cst.Call):
        # That of pydantic has a configuration, with which setting one field may change others.
        if any(argument.keyword is None or argument.keyword.value == "config" for argument in made.args):
            return False
        made = made.func
    return dotted_name(made) in ("dataclass", "dataclasses.dataclass")


def _is_passing(m: Machine, holder: Obj) -> bool:
    """Whether it is the method of a call, which nothing keeps."""
    return holder.type in _BOUND and not (holder.holders or holder.loose_holders or m.named.get(holder))
