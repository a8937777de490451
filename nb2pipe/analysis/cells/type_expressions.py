"""Expressions that name a type: `list[float]`, `Callable[[int], str]`, `pd.DataFrame`, `int | None`."""

from __future__ import annotations

import builtins

import libcst as cst

from nb2pipe.syntax.scopes import dotted_name

#: Builtins that are types; a variable with the name of one hides it.
BUILTIN_TYPES = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))

_LITERALS = (cst.SimpleString, cst.Integer, cst.Ellipsis)


def names_types(node: cst.CSTNode) -> bool:
    """Whether an expression does nothing but name a type, if its names are those of types."""
    match node:
        case cst.Name() | cst.Attribute():
            return bool(dotted_name(node))
        case cst.Subscript(base, parts):
            return names_types(base) and all(
                isinstance(part.slice, cst.Index) and _is_argument(part.slice.value) for part in parts
            )
        case cst.BinaryOperation(left, cst.BitOr(), right):
            return names_types(left) and names_types(right)
    return False


def _is_argument(node: cst.BaseExpression) -> bool:
    if isinstance(node, (cst.List, cst.Tuple)):
        return all(_is_argument(each.value) for each in node.elements)
    if isinstance(node, cst.UnaryOperation):
        return isinstance(node.expression, cst.Integer)
    return isinstance(node, _LITERALS) or names_types(node)
