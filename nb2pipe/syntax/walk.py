"""A cheap walk over the semantic fields of libcst nodes, leaving out white space and punctuation."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import libcst as cst

_LAYOUT_PREFIXES = ("whitespace", "leading_", "trailing_", "lines_")
_LAYOUT_FIELDS = {
    "lpar", "rpar", "comma", "semicolon", "header", "footer", "equal", "lbracket", "rbracket", "lbrace", "rbrace",
    "dot", "colon", "indent", "newline", "star", "separator", "first_colon", "second_colon", "tok", "vertical_bar",
    "encoding", "default_indent", "default_newline", "has_trailing_newline", "posonly_ind",
}  # fmt: skip
_fields_by_type: dict[type[cst.CSTNode], tuple[str, ...]] = {}
#: Whether values of a type are nodes: `isinstance` asks libcst's abstract classes, which costs more than the walk.
_is_node_by_type: dict[type, bool] = {}


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes directly below that carry meaning, in source order."""
    found: list[cst.CSTNode] = []
    names = _fields_by_type.get(type(node))
    for name in _semantic_fields(type(node)) if names is None else names:
        value = getattr(node, name)
        kind = type(value)
        if kind is list or kind is tuple:
            found.extend(value)
        elif value is not None and (_is_node_by_type[kind] if kind in _is_node_by_type else _is_node_type(kind)):
            found.append(value)
    return found


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and all nodes below it that carry meaning, depth first, in source order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        below = children(current)
        below.reverse()
        stack += below


def _is_node_type(kind: type) -> bool:
    found = _is_node_by_type[kind] = issubclass(kind, cst.CSTNode)
    return found


def _semantic_fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    found = _fields_by_type[kind] = tuple(
        field.name
        for field in dataclasses.fields(kind)
        if field.name not in _LAYOUT_FIELDS
        and not field.name.startswith(_LAYOUT_PREFIXES)
        and field.type not in (str, bool, "str", "bool")
    )
    return found
