"""Functions of `operator` followed as the operators that they stand for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import libcst as cst

from nb2pipe.analysis.state.heap import SCALAR, all_elements, join, part_of, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.operations import fresh_like

#: Functions that make a new value -> the special method that a class may have for it.
_OPERATIONS = {"add": "add", "concat": "add", "sub": "sub", "mul": "mul", "or_": "or", "and_": "and", "xor": "xor"}
#: Functions that change what they are given first, and give it back.
_IN_PLACE = {"iadd": "add", "iconcat": "add", "isub": "sub", "imul": "mul", "ior": "or", "iand": "and", "ixor": "xor"}
_CHANGEABLE = frozenset({"list", "dict", "set", "deque", "bytearray", "ndarray", "DataFrame", "Series", "instance"})


def _operate(name: str, m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`operator.add(left, right)`."""
    if len(values) != 2:
        return None
    left, right = values
    made = run_operator(m, left, (f"__{name}__",), [(right, None)], node)
    return made or run_operator(m, right, (f"__r{name}__",), [(left, None)], node) or fresh_like(m, node, left, right)


def _operate_in_place(name: str, m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`operator.iadd(left, right)` gives `left` itself where that can change."""
    if len(values) != 2:
        return None
    left, right = values
    made = run_operator(m, left, (f"__i{name}__",), [(right, None)], node)
    changed = tuple(obj for obj in left if obj.type in _CHANGEABLE)
    for obj in changed:
        spill(obj, right)
    return join(made, changed) or _operate(name, m, node, values)


def _item(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`operator.getitem(holder, key)`; a slice is a new holder of the same elements."""
    if len(values) != 2:
        return None
    holders, key = values
    exact = part_of(holders, f"[{key[0].constant!r}]") if len(key) == 1 and key[0].constant is not None else ()
    if exact:
        return exact
    given = run_operator(m, holders, ("__getitem__",), [(key, None)], node)
    copies = [m.make(node, obj.type, "slice") for obj in holders if obj.type in ("list", "tuple")]
    for copy in copies:
        spill(copy, holders)
    # The copy is no element of itself.
    return join(given, tuple(copies), tuple(o for o in all_elements(holders) if o not in copies)) or SCALAR


OPERATOR_CALLS: dict[str, Callable[[Machine, cst.Call, list[Value]], Value | None]] = {
    **{f"operator.{function}": partial(_operate, name) for function, name in _OPERATIONS.items()},
    **{f"operator.{function}": partial(_operate_in_place, name) for function, name in _IN_PLACE.items()},
    "operator.getitem": _item,
}
