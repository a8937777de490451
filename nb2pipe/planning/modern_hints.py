"""A type hint as the notebook has it -> the same without what `typing` is no longer needed for."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from nb2pipe.model.plan import Import
from nb2pipe.syntax.scopes import dotted_name

_COLLECTIONS = {name: name.lower() for name in ("Dict", "FrozenSet", "List", "Set", "Tuple", "Type")}


def modern(annotation: str, imported: Mapping[str, Import]) -> str:
    """`Optional[int]` as `int | None`, `List[str]` as `list[str]`; a hint with quoted names stays."""
    expression = cst.parse_expression(annotation)
    if any(quote in annotation for quote in ("'", '"')) and "Literal" not in annotation:
        return annotation
    found = expression.visit(_Modern(imported))
    return cst.Module([]).code_for_node(found) if isinstance(found, cst.BaseExpression) else annotation


def unquoted(annotation: str) -> str:
    """A hint that is one text, as what the text says: a package evaluates no hints, so that none needs quotes."""
    expression = cst.parse_expression(annotation)
    text = expression.evaluated_value if isinstance(expression, cst.SimpleString) else annotation
    try:
        cst.parse_expression(str(text))
    except cst.ParserSyntaxError:
        return annotation
    return str(text)


class _Modern(cst.CSTTransformer):
    def __init__(self, imported: Mapping[str, Import]) -> None:
        super().__init__()
        self._imported = imported

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> cst.BaseExpression:
        name = self._name_in_typing(original_node.value)
        parts = [part.slice.value for part in updated_node.slice if isinstance(part.slice, cst.Index)]
        if name == "Optional":
            return _united([*parts, cst.Name("None")])
        if name == "Union":
            return _united(parts)
        if name in _COLLECTIONS:
            return updated_node.with_changes(value=cst.Name(_COLLECTIONS[name]))
        return updated_node

    def _name_in_typing(self, node: cst.BaseExpression) -> str:
        root, _, rest = (
            dotted_name(node).partition(".") if isinstance(node, (cst.Name, cst.Attribute)) else ("", "", "")
        )
        item = self._imported.get(root)
        if item is None or item.module != "typing":
            return ""
        return item.member or rest


def _united(parts: list[cst.BaseExpression]) -> cst.BaseExpression:
    union, *others = parts
    for part in others:
        union = cst.BinaryOperation(union, cst.BitOr(), part)
    return union
