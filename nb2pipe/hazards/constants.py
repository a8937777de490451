"""Lines of code -> the plain values that variables surely have, as far as arithmetic and f-strings on literals go."""

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
#: Room for `>10,.2f`, but not for a width of millions.
_LONGEST_SPEC = 8
_CONVERSIONS: Mapping[int, Callable[[Constant], str]] = {ord("r"): repr, ord("s"): str, ord("a"): ascii}


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
        elif isinstance(part, cst.FormattedString):
            pending += [inner.expression for inner in part.parts if isinstance(inner, cst.FormattedStringExpression)]
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
        case ast.JoinedStr(values=parts):
            return "".join(_formatted(part, known) for part in parts)
    raise UnknownValueError


def _formatted(part: ast.expr, known: Mapping[str, Constant]) -> str:
    """A part of an f-string: its text, or its value in the format that it asks for."""
    if not isinstance(part, ast.FormattedValue):
        return str(_value(part, known))
    value = _value(part.value, known)
    spec = str(_value(part.format_spec, known)) if part.format_spec is not None else ""
    written = _CONVERSIONS[part.conversion](value) if part.conversion in _CONVERSIONS else value
    try:
        text = format(written, spec) if len(spec) < _LONGEST_SPEC else ""
    except (TypeError, ValueError):
        raise UnknownValueError from None
    if len(text) > _LONGEST or (spec and not text):
        raise UnknownValueError
    return text


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
