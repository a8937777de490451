"""What operators give of values of built-in types and of libraries: a new value of the type of its operands."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import VAGUE
from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import SCALAR, hold, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.tensors import is_tensor, tensors


def fresh_like(m: Machine, node: cst.CSTNode, *operands: Value) -> Value:
    """Make a new value of the type that operands of these types give."""
    types = {obj.type for value in operands for obj in value} or {""}
    for known in ("DataFrame", "Series", "ndarray", "list", "set", "dict", "tuple", "deque"):
        if known in types:
            obj = m.make(node, known)
            mark(obj, VAGUE if types != {known} else frozenset())
            if known in ("list", "tuple", "dict", "set", "deque"):
                for value in operands:
                    spill(obj, value)
            return (obj,)
    operator = type(node.operator).__name__ if isinstance(node, cst.BinaryOperation) else ""
    if types <= {"int", "bool"} and operator == "Power":
        return SCALAR
    if types == {"bool"} and operator in ("BitAnd", "BitOr", "BitXor"):
        return (m.make(node, "bool"),)
    if types <= {"int", "bool"} and operator != "Divide":
        return (m.make(node, "int"),)
    if types <= {"int", "bool", "float"}:
        return (m.make(node, "float"),)
    if types <= {"str"}:
        return (m.make(node, "str"),)
    if types <= IMMUTABLE:
        return SCALAR
    result = m.make(node, "")
    for value in operands:
        hold(result, (obj for obj in value if obj.type in ("", "instance")), loosely=True)
    return tensors((result,)) if any(is_tensor(obj) for value in operands for obj in value) else (result,)
