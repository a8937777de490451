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


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes directly below that carry meaning, in source order."""
    for name in _semantic_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, cst.CSTNode):
            yield value
        elif isinstance(value, (list, tuple)):
            for item in value:
                if isinstance(item, cst.CSTNode):
                    yield item


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and all nodes below it that carry meaning, depth first, in source order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(list(children(current))))


def _semantic_fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    found = _fields_by_type.get(kind)
    if found is None:
        found = tuple(
            field.name
            for field in dataclasses.fields(kind)
            if field.name not in _LAYOUT_FIELDS and not field.name.startswith(_LAYOUT_PREFIXES)
        )
        _fields_by_type[kind] = found
    return found
