"""Enumerations of the notebook: their members are instances that the class makes of what its body says."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import mark, put_part, put_parts
from nb2pipe.analysis.state.heap import ENUMERATION, SCALAR, hold, join
from nb2pipe.analysis.state.iterating import members_of
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import bind_method, run_function
from nb2pipe.analysis.values.members import find_member
from nb2pipe.analysis.values.wholes import items_of

_ENUMERATIONS = frozenset({f"enum.{name}" for name in ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag")})
#: What a class body may hold that is no member.
_NO_MEMBERS = frozenset({"function", "method", "class"})


def enumerate_members(m: Machine, class_: Obj, node: cst.ClassDef) -> None:
    """Let the class, if it is an enumeration, have a member for each value of its body."""
    if not any(base.name in _ENUMERATIONS or ENUMERATION in base.traits for base in class_.bases):
        return
    mark(class_, frozenset({ENUMERATION}))
    for name, value in list(class_.parts.items()):
        if name.startswith("_") or any(obj.type in _NO_MEMBERS for obj in value):
            continue
        member = _make_member(m, class_, name, value, node)
        # One that is a text or a number as well can be used as such.
        is_mixed = any(base.name not in ("enum.Enum", "enum.Flag") and base.type == "external" for base in class_.bases)
        put_part(class_, name, join(value, (member,)) if is_mixed else (member,))
        hold(class_, (member,))


def _make_member(m: Machine, class_: Obj, name: str, value: Value, node: cst.ClassDef) -> Obj:
    member = m.make(node, "instance", f"member-{name}")
    member.name, member.bases = class_.name, (class_,)
    text = m.make(node, "str", f"name-{name}")
    text.constant = name
    put_parts(member, {"name": (text,), "_name_": (text,), "value": value, "_value_": value})
    hold(member, value)
    given: list[Argument] = [(item, None) for item in items_of(value) or [value]]
    for function in find_member(class_, "__init__"):
        if function.type == "function":
            run_function(m, bind_method(m, function, member, node), given, node)
    return member


def member_under(class_: Obj, key: str) -> Value:
    """`Class["NAME"]`: the member of that name, or any where the name is not known."""
    exact = class_.parts.get(key.strip("[]'\""), ())
    return exact or members_of(class_) or SCALAR
