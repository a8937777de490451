"""Lines of code -> the plain values that variables surely have, as far as arithmetic on literals goes."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping

import libcst as cst

Constant = int | float | str | bool | None

_BINARY: Mapping[type[ast.operator], Callable[[int | float, int | float], int | float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_LITERALS = (cst.Name, cst.Integer, cst.Float, cst.SimpleString, cst.ConcatenatedString)
#: Numbers beyond this are left alone, and so are longer texts.
_LARGEST, _LONGEST = 1e15, 1000


class UnknownValueError(Exception):
    """The value cannot be known."""


def evaluate(node: cst.BaseExpression, known: Mapping[str, Constant]) -> Constant:
    """The value of an expression; raises UnknownValueError."""
    if not _is_arithmetic(node):
        raise UnknownValueError
    try:
        tree = ast.parse(cst.Module([]).code_for_node(node), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise UnknownValueError from None
    return _value(tree, known)


def _is_arithmetic(node: cst.BaseExpression) -> bool:
    """Whether it is made of literals, names and operators alone; cheaper than to write it out and parse it."""
    pending: list[cst.BaseExpression] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, cst.BinaryOperation):
            pending += (part.left, part.right)
        elif isinstance(part, cst.UnaryOperation):
            pending.append(part.expression)
        elif not isinstance(part, _LITERALS):
            return False
    return True


def note(statement: cst.BaseStatement, known: dict[str, Constant], written: Iterable[str]) -> None:
    """Remember what the statement binds; forget all else that it binds, changes or deletes."""
    target = _plain_assignment(statement)
    if target is not None:
        name, expression = target
        try:
            known[name] = evaluate(expression, known)
        except UnknownValueError:
            pass
        else:
            return
    for name in written:
        known.pop(name, None)


def _plain_assignment(statement: cst.BaseStatement) -> tuple[str, cst.BaseExpression] | None:
    match statement:
        case cst.SimpleStatementLine(
            body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=expression)]
        ):
            return name, expression
    return None


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
