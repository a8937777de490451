"""NaN sought in a container: only the very object that was put in is found, so no copy in another process is."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.state.sharing import entangle
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.syntax.chains import root_name

#: Methods of containers that look for an equal item.
SEEKING_METHODS = frozenset({"count", "index", "remove", "get", "pop", "discard"})
_NAN = frozenset({"nan"})
_NAMES = frozenset({"nan", "NaN", "NAN"})
_MODULES = frozenset({"numpy", "math", "cmath"})
_CONTAINERS = frozenset({"list", "tuple", "set", "dict", "deque", ""})


def made_by_float(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`float("nan")` makes an object that equals nothing, itself included."""
    text = constant_text(values[0]) if len(values) == 1 else None
    if text is None or text.strip().lower().lstrip("+-") != "nan":
        return None
    made = m.make(node, "float")
    mark(made, _NAN)
    return (made,)


def keep_identity(m: Machine, sought: Value, container: cst.BaseExpression, among: Value) -> None:
    """Keep who looks for a NaN in one process with who made it and what it is looked for in."""
    if not any(map(_is_nan, sought)) or not any(obj.type in _CONTAINERS for obj in among):
        return
    root = root_name(container)
    names = {*m.names_of(sought), *m.names_of(among), *([root] if root else [])}
    entangle(m, sorted(names), "a NaN is found by its identity, and a copy in another process is another object")


def _is_nan(obj: Obj) -> bool:
    module, _, name = obj.name.rpartition(".")
    return "nan" in obj.traits or (obj.type == "external" and module in _MODULES and name in _NAMES)
