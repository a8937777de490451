"""Statements -> the names that they bind to what stays the same wherever it is computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial

import libcst as cst

from nb2pipe.model.analysis import Write
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk

#: Types of values that nothing can change -> calls that make them of literals.
_MAKERS = {"path": ("Path", "PurePath"), "pattern": ("compile",)}


#: Calls that make of literals what nothing can change, whenever they are made.
_FIXED_MAKERS = {
    "date": "datetime.date", "datetime": "datetime.datetime", "time": "datetime.time",
    "timedelta": "datetime.timedelta", "Decimal": "decimal.Decimal", "Fraction": "fractions.Fraction",
}  # fmt: skip


def constant_name(
    node: cst.CSTNode, writes: Mapping[VarName, Write], calls: Collection[str], module: cst.Module
) -> str:
    """The name in `NAME = literal`, `NAME = re.compile(literal)` or `NAME = (date(literal), literal)`, or nothing.

    `calls` are the `fixed_calls` of the cell, whose code is `module`.
    """
    return literal_name(node) or _made_name(node, writes) or _fixed_name(node, calls, module)


def fixed_calls(calls: Iterable[str]) -> list[str]:
    """Those of the library calls of a cell that may be such a maker, by their last part."""
    return [call for call in calls if call.rpartition(".")[2] in _FIXED_MAKERS]


def _fixed_name(node: cst.CSTNode, calls: Collection[str], module: cst.Module) -> str:
    """The name of dates, decimals and the like, alone or in literals; `date` may stand for anything but in a call."""
    name, value = _assigned(node)
    if value is None or not calls:
        return ""
    inner = [each for each in walk(value) if type(each) is cst.Call]
    lasts = {dotted_name(each.func).rpartition(".")[2] for each in inner}
    if not inner or not all(_is_library_call(last, calls, module) for last in lasts):
        return ""
    return name if _is_literal(value, may_call=True) else ""


def _is_library_call(last: str, calls: Collection[str], module: cst.Module) -> bool:
    """Whether every call of that name in the cell is one of the library's."""
    known = [call for call in calls if call.rpartition(".")[2] == last]
    if set(known) != {_FIXED_MAKERS.get(last)}:
        return False
    written = (each for each in walk(module) if type(each) is cst.Call)
    return len(known) == sum(dotted_name(each.func).rpartition(".")[2] == last for each in written)


def literal_name(node: cst.CSTNode) -> str:
    """The name in `NAME = literal`; empty for any other statement."""
    name, value = _assigned(node)
    try:
        return name if value is not None and _is_literal(value) else ""
    except RecursionError:
        return ""


def _made_name(node: cst.CSTNode, writes: Mapping[VarName, Write]) -> str:
    name, value = _assigned(node)
    write = writes.get(VarName(name))
    if value is None or write is None or not write.certain or write.type not in _MAKERS:
        return ""
    return name if _is_made_of_literals(value, _MAKERS[write.type]) else ""


def _is_made_of_literals(node: cst.BaseExpression, makers: tuple[str, ...]) -> bool:
    while type(node) is cst.BinaryOperation:
        if not _is_literal(node.right):
            return False
        node = node.left
    if type(node) is not cst.Call or dotted_name(node.func).rpartition(".")[2] not in makers:
        return False
    return bool(node.args) and all(not each.star and _is_fixed(each.value) for each in node.args)


def _is_fixed(node: cst.BaseExpression) -> bool:
    """A literal, or flags such as `re.IGNORECASE | re.MULTILINE`."""
    if type(node) is cst.BinaryOperation:
        return _is_fixed(node.left) and _is_fixed(node.right)
    return _is_literal(node) or (type(node) is cst.Attribute and node.attr.value.isupper())


def _assigned(node: cst.CSTNode) -> tuple[str, cst.BaseExpression | None]:
    """The name and the value of `name = value`; nothing for any other statement."""
    if type(node) is not cst.SimpleStatementLine or len(node.body) != 1:
        return "", None
    assign = node.body[0]
    if type(assign) is not cst.Assign or len(assign.targets) != 1:
        return "", None
    target = assign.targets[0].target
    return (target.value, assign.value) if type(target) is cst.Name else ("", None)


_PLAIN = frozenset({cst.SimpleString, cst.Integer, cst.Float, cst.Imaginary, cst.Ellipsis})
_COMPOSED = frozenset({
    cst.ConcatenatedString, cst.Name, cst.UnaryOperation, cst.BinaryOperation, cst.Tuple, cst.List, cst.Set, cst.Dict,
})  # fmt: skip


def _is_literal(node: cst.CSTNode, *, may_call: bool = False) -> bool:
    """Whether it is a literal, of calls with literals too if it may call."""
    if may_call and type(node) is cst.Call:
        return all(not each.star and _is_literal(each.value) for each in node.args)
    if type(node) in _PLAIN:
        return True
    if type(node) not in _COMPOSED:
        return False
    is_literal = partial(_is_literal, may_call=may_call)
    match node:
        case cst.ConcatenatedString():
            return is_literal(node.left) and is_literal(node.right)
        case cst.Name():
            return node.value in ("True", "False", "None")
        case cst.UnaryOperation():
            return is_literal(node.expression)
        case cst.BinaryOperation():
            return is_literal(node.left) and is_literal(node.right)
        case cst.Tuple() | cst.List() | cst.Set():
            return all(isinstance(e, cst.Element) and is_literal(e.value) for e in node.elements)
        case cst.Dict():
            return all(
                isinstance(e, cst.DictElement) and is_literal(e.key) and is_literal(e.value) for e in node.elements
            )
    return False
