"""Operators and comparisons followed, special methods of the notebook's classes included."""

from __future__ import annotations

import posixpath

import libcst as cst

from nb2pipe.analysis.knowledge.polars import POLARS
from nb2pipe.analysis.state.exactness import mark_operation
from nb2pipe.analysis.state.heap import ENUMERATION, SCALAR, elements, join
from nb2pipe.analysis.state.iterating import iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Value
from nb2pipe.analysis.state.sharing import entangle
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.composition import text_of_modulo
from nb2pipe.analysis.values.dimensions import dimensions, note_operation, note_product
from nb2pipe.analysis.values.environment import looks_for_variable
from nb2pipe.analysis.values.items import make_missing
from nb2pipe.analysis.values.nans import keep_identity
from nb2pipe.analysis.values.operations import fresh_like
from nb2pipe.analysis.values.polars import operation_of_polars
from nb2pipe.analysis.values.tensors import is_tensor, made_by_operation
from nb2pipe.analysis.values.texts import composed, joined
from nb2pipe.syntax.chains import root_name


def operation(m: Machine, node: cst.BinaryOperation, frame: Frame) -> Value:
    """Follow a binary operation."""
    left, right = m.evaluate(node.left, frame), m.evaluate(node.right, frame)
    types, kind = {obj.type for obj in left}, type(node.operator)
    if kind is cst.Add and {"str"} <= types | {obj.type for obj in right} <= _TEXTS:
        return composed(m, node, "str", [left, right], joined)
    if kind is cst.Modulo and types == {"str"}:
        run_operator(m, join(right, elements(right)), ("__str__", "__repr__", "__format__"), [], node)
        run_operator(m, right, ("__getitem__", "__missing__"), [(SCALAR, None)], node)
        for obj in right:
            make_missing(m, node, obj)
        return text_of_modulo(m, node, left, right)
    if kind is cst.Divide and _makes_path(types, {obj.type for obj in right}):
        return composed(m, node, "path", [left, right], posixpath.join)
    methods = _OPERATORS.get(kind.__name__, ())
    made = run_operator(m, left, methods, [(right, None)], node) or run_operator(
        m, right, methods, [(left, None)], node
    )
    if made or kind is cst.MatrixMultiply:
        product = made or note_product(fresh_like(m, node, left, right), [left, right])
        # What is not known to have dimensions may be a number.
        return mark_operation(product, [left, right]) if dimensions(product) and not made else product
    return note_operation(mark_operation(fresh_like(m, node, left, right), [left, right]), [left, right])


def _makes_path(left: set[str], right: set[str]) -> bool:
    """Whether `/` between values of these types joins paths."""
    return left == {"path"} or (left == {"str"} and right == {"path"})


def comparison(m: Machine, node: cst.Comparison, frame: Frame) -> Value:
    """Follow a comparison; one by identity keeps its operands in one process."""
    operands = [m.evaluate(node.left, frame)]
    for target in node.comparisons:
        value = m.evaluate(target.comparator, frame)
        if type(target.operator) in _MEMBERSHIP:
            if not looks_for_variable(m, operands[-1], value, node):
                m.consume(value, node)
            keep_identity(m, operands[-1], target.comparator, value)
            run_operator(m, value, ("__contains__", "__iter__"), [(operands[-1], None)], node)
            among = join(operands[-1], iterated(value))
            run_operator(m, among, ("__eq__", "__hash__"), [(among, None)], node)
        elif type(target.operator) not in _IDENTITY:
            run_operator(
                m,
                join(operands[-1], value),
                ("__eq__", "__lt__", "__gt__", "__ne__", "__le__", "__ge__"),
                [(join(operands[-1], value), None)],
                node,
            )
        operands.append(value)
    if any(type(target.operator) in _IDENTITY for target in node.comparisons):
        _identity(m, node, operands)
        return (m.make(node, "bool"),)
    is_of_polars = any(obj.type == POLARS for value in operands for obj in value)
    if is_of_polars and not any(type(target.operator) in _MEMBERSHIP for target in node.comparisons):
        return (operation_of_polars(m, node, operands),)
    if any(is_tensor(obj) for value in operands for obj in value):
        return made_by_operation(m.make(node, ""), operands)
    for known in ("DataFrame", "Series", "ndarray"):
        if any(obj.type == known for value in operands for obj in value):
            return note_operation(mark_operation((m.make(node, known),), operands), operands)
    return SCALAR


#: What added to a text can only be one.
_TEXTS = frozenset({"str", "scalar"})
_MEMBERSHIP = (cst.In, cst.NotIn)
_IDENTITY = (cst.Is, cst.IsNot)
_OPERATORS = {
    "Add": ("__add__", "__radd__"), "Subtract": ("__sub__", "__rsub__"), "Multiply": ("__mul__", "__rmul__"),
    "Divide": ("__truediv__", "__rtruediv__"), "FloorDivide": ("__floordiv__", "__rfloordiv__"),
    "Modulo": ("__mod__", "__rmod__"), "Power": ("__pow__", "__rpow__"), "BitXor": ("__xor__", "__rxor__"),
    "MatrixMultiply": ("__matmul__", "__rmatmul__"), "BitOr": ("__or__", "__ror__"), "BitAnd": ("__and__", "__rand__"),
    "LeftShift": ("__lshift__", "__rlshift__"), "RightShift": ("__rshift__", "__rrshift__"),
}  # fmt: skip


def _identity(m: Machine, node: cst.Comparison, operands: list[Value]) -> None:
    """`a is b`: no copy in another process is the same object."""
    sides = [node.left, *(target.comparator for target in node.comparisons)]
    if any(isinstance(side, cst.Name) and side.value in ("None", "True", "False") for side in sides):
        return
    if any(isinstance(side, cst.Ellipsis) for side in sides):
        return
    if any(obj.type in ("external", "class", "function") for value in operands for obj in value):
        return
    if any(ENUMERATION in class_.traits for value in operands for obj in value for class_ in obj.bases):
        # A member comes back from another process as the one that is there.
        return
    names = {root_name(side) for side in sides} - {None}
    reason = "`is` compares objects, and a copy in another process is another object"
    entangle(m, sorted(n for n in names if n), reason)
    for value in operands:
        entangle(m, sorted(m.names_of(value)), reason)
