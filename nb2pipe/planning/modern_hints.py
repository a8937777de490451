"""A type hint as the notebook has it -> the same without what `typing` is no longer needed for."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from nb2pipe.model.plan import Import
from nb2pipe.syntax.scopes import dotted_name

_BUILT_IN = frozenset({"bool", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"})
_COLLECTIONS = {name: name.lower() for name in ("Dict", "FrozenSet", "List", "Set", "Tuple", "Type")}


def modern(annotation: str, imported: Mapping[str, Import]) -> str:
    """`Optional[int]` as `int | None`, `List["str"]` as `list[str]`.

    Of `Final[int]` and `Annotated[int, …]` the type alone; empty for a lone `Final`, which names none.
    """
    transformer = _Modern(imported)
    found = cst.parse_expression(annotation).visit(transformer)
    if not isinstance(found, cst.BaseExpression) or transformer.name_in_typing(found) == "Final":
        return ""
    return cst.Module([]).code_for_node(found)


def admitting(annotation: str, value: cst.BaseExpression, shown: str) -> str:
    """A hint that its own default does not contradict.

    `n: int = None` is an `int | None`, `f: bool = 0` a `bool | int`.
    `shown` is the type that the default's expression shows.
    """
    is_none = isinstance(value, cst.Name) and value.value == "None"
    if is_none and not any(word in annotation for word in ("None", "Any", "object", "'", '"')):
        return f"{annotation} | None"
    kinds = tuple(hint.partition("[")[0] for hint in (annotation, shown))
    is_other = _BUILT_IN.issuperset(kinds) and kinds[0] != kinds[1] and kinds != ("float", "int")
    return f"{annotation} | {shown}" if is_other else annotation


class _Modern(cst.CSTTransformer):
    def __init__(self, imported: Mapping[str, Import]) -> None:
        super().__init__()
        self._imported = imported

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        return self.name_in_typing(node.value) != "Literal"

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.BaseExpression:
        try:
            found = cst.parse_expression(str(original_node.evaluated_value)).visit(self)
        except cst.ParserSyntaxError:
            return updated_node
        return found if isinstance(found, cst.BaseExpression) else updated_node

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> cst.BaseExpression:
        name = self.name_in_typing(original_node.value)
        parts = [part.slice.value for part in updated_node.slice if isinstance(part.slice, cst.Index)]
        if name == "Optional":
            return _united([*parts, cst.Name("None")])
        if name == "Union":
            return _united(parts)
        if name in ("Final", "Annotated"):
            return parts[0]
        if name in _COLLECTIONS:
            return updated_node.with_changes(value=cst.Name(_COLLECTIONS[name]))
        return updated_node

    def name_in_typing(self, node: cst.BaseExpression) -> str:
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
