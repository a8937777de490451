"""Lines of code -> the plain values that variables surely have, as far as arithmetic on literals goes."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

import libcst as cst

from nb2pipe.syntax.scopes import free_names

Constant = int | float | str | bool | None

_BINARY: Mapping[type[ast.operator], Callable[[int | float, int | float], int | float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
#: Numbers beyond this are left alone, and so are longer texts.
_LARGEST, _LONGEST = 1e15, 1000


class UnknownValueError(Exception):
    """The value cannot be known."""


def evaluate(node: cst.BaseExpression, known: Mapping[str, Constant]) -> Constant:
    """The value of an expression; raises UnknownValueError."""
    try:
        tree = ast.parse(cst.Module([]).code_for_node(node), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise UnknownValueError from None
    return _value(tree, known)


def note(statement: cst.BaseStatement, known: dict[str, Constant]) -> None:
    """Remember what the statement binds; forget what it may bind in another way."""
    names = free_names([statement])
    value: Constant = None
    target = _plain_assignment(statement)
    if target is not None:
        name, expression = target
        try:
            value = evaluate(expression, known)
        except UnknownValueError:
            target = None
        else:
            known[name] = value
            return
    for name in (*names.binds, *_deleted(statement)):
        known.pop(name, None)


def _plain_assignment(statement: cst.BaseStatement) -> tuple[str, cst.BaseExpression] | None:
    match statement:
        case cst.SimpleStatementLine(
            body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=expression)]
        ):
            return name, expression
    return None


def _deleted(statement: cst.BaseStatement) -> frozenset[str]:
    """Names in a `del`, which binds nothing but reads as a use."""
    body = statement.body if isinstance(statement, cst.SimpleStatementLine) else ()
    is_simple = all(not isinstance(part, cst.Del) for part in body)
    return frozenset() if body and is_simple else free_names([statement]).all


def _value(node: ast.expr, known: Mapping[str, Constant]) -> Constant:
    match node:
        case ast.Constant(value=bool() | int() | float() | str() | None as value):
            return value
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(_value(operand, known))
        case ast.BinOp(op=op, left=left, right=right):
            return _combine(op, _value(left, known), _value(right, known))
    raise UnknownValueError


def _combine(op: ast.operator, left: Constant, right: Constant) -> Constant:
    if isinstance(op, ast.Add) and isinstance(left, str) and isinstance(right, str) and len(left + right) < _LONGEST:
        return left + right
    if type(op) not in _BINARY:
        raise UnknownValueError
    try:
        return _number(_BINARY[type(op)](_number(left), _number(right)))
    except (ArithmeticError, ValueError):
        raise UnknownValueError from None


def _number(value: Constant) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= _LARGEST:
        raise UnknownValueError
    return value
