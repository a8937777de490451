"""What operators give of values of built-in types and of libraries: a new value of the type of its operands."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import VAGUE
from nb2pipe.analysis.knowledge.polars import POLARS
from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import SCALAR, hold, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.polars import operation_of_polars
from nb2pipe.analysis.values.tensors import made_by_operation


def fresh_like(m: Machine, node: cst.CSTNode, *operands: Value) -> Value:
    """Make a new value of the type that operands of these types give."""
    types = {obj.type for value in operands for obj in value} or {""}
    if POLARS in types:
        return (operation_of_polars(m, node, operands),)
    for known in ("DataFrame", "Series", "ndarray", "list", "set", "dict", "tuple", "deque"):
        if known in types:
            obj = m.make(node, known)
            mark(obj, VAGUE if types != {known} else frozenset())
            if known in ("list", "tuple", "dict", "set", "deque"):
                for value in operands:
                    spill(obj, value)
            return (obj,)
    if types <= IMMUTABLE:
        type_ = _type_of_immutable(node, types)
        return (m.make(node, type_),) if type_ else SCALAR
    result = m.make(node, "")
    for value in operands:
        hold(result, (obj for obj in value if obj.type in ("", "instance")), loosely=True)
    return made_by_operation(result, operands)


def _type_of_immutable(node: cst.CSTNode, types: set[str]) -> str:
    """What an operator makes of numbers, truth values or texts; empty where that is not known."""
    operator = type(node.operator).__name__ if isinstance(node, cst.BinaryOperation) else ""
    if types <= {"int", "bool"} and operator == "Power":
        return ""
    if types == {"bool"} and operator in ("BitAnd", "BitOr", "BitXor"):
        return "bool"
    if types <= {"int", "bool"} and operator != "Divide":
        return "int"
    if types <= {"int", "bool", "float"}:
        return "float"
    return "str" if types <= {"str"} else ""
