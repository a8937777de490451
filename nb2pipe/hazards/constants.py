"""Lines of code -> the plain values that variables surely have: literals, arithmetic, f-strings, lists and dicts."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping

import libcst as cst

#: A number, a text, a truth value, None, or a list, tuple or dict of such.
Constant = object

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
#: Nor are longer lists.
_MOST_ITEMS = 30
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
        elif isinstance(part, (cst.List, cst.Tuple, cst.Dict)):
            if not _is_plain(part):
                return False
            pending += [element.value for element in part.elements]
            pending += [element.key for element in part.elements if isinstance(element, cst.DictElement)]
        elif isinstance(part, cst.Call):
            if not (isinstance(part.func, cst.Name) and part.func.value == "len" and len(part.args) == 1):
                return False
            pending.append(part.args[0].value)
        elif not isinstance(part, _LITERALS):
            return False
    return True


def _is_plain(node: cst.List | cst.Tuple | cst.Dict) -> bool:
    starred = (cst.StarredElement, cst.StarredDictElement)
    return len(node.elements) <= _MOST_ITEMS and not any(isinstance(element, starred) for element in node.elements)


def note(statement: cst.BaseStatement, known: dict[str, Constant], written: Iterable[str]) -> None:
    """Remember what the statement binds; forget all else that it binds, changes or deletes."""
    assigned = _plain_assignments(statement)
    try:
        for name, expression in assigned:
            known[name] = evaluate(expression, known)
    except UnknownValueError:
        assigned = []
    if not assigned:
        for name in written:
            known.pop(name, None)


def _plain_assignments(statement: cst.BaseStatement) -> list[tuple[str, cst.BaseExpression]]:
    """Names and what they are given, one after the other; nothing where the line does anything else."""
    found: list[tuple[str, cst.BaseExpression]] = []
    for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
        match small:
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=expression):
                found.append((name, expression))
            case _:
                return []
    return found


def _value(node: ast.expr, known: Mapping[str, Constant]) -> Constant:
    match node:
        case ast.Constant(value=bool() | int() | float() | str() | None as value):
            return value
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.List(elts=elements):
            return [_value(element, known) for element in elements]
        case ast.Tuple(elts=elements):
            return tuple(_value(element, known) for element in elements)
        case ast.Dict(keys=keys, values=values):
            return {
                _hashable(_value(key, known)): _value(value, known)
                for key, value in zip(keys, values, strict=True)
                if key is not None
            }
        case ast.Call(func=ast.Name(id="len"), args=[given]) if "len" not in known:
            return _length(_value(given, known))
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


def _hashable(value: Constant) -> Constant:
    if isinstance(value, (list, dict, tuple)):
        raise UnknownValueError
    return value


def _length(value: Constant) -> int:
    if not isinstance(value, (str, list, tuple, dict)):
        raise UnknownValueError
    return len(value)


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
