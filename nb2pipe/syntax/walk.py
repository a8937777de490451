"""A cheap walk over the semantic fields of libcst nodes, leaving out white space and punctuation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from operator import attrgetter
from typing import Any, get_origin

import libcst as cst

_LAYOUT_PREFIXES = ("whitespace", "leading_", "trailing_", "lines_")
_LAYOUT_FIELDS = {
    "lpar", "rpar", "comma", "semicolon", "header", "footer", "equal", "lbracket", "rbracket", "lbrace", "rbrace",
    "dot", "colon", "indent", "newline", "star", "separator", "first_colon", "second_colon", "tok", "vertical_bar",
    "encoding", "default_indent", "default_newline", "has_trailing_newline", "posonly_ind",
}  # fmt: skip


class _Fields(Enum):
    """What the semantic fields of a type hold."""

    NODES = "several, each of them a node"
    SEQUENCE = "one, a sequence of nodes"
    ONE = "one that may be anything"
    ANY = "several that may be anything"


#: How the semantic fields of a node are taken, all at once, and what they hold; None for a node without any.
_Getter = tuple[Callable[[cst.CSTNode], Any], _Fields]
_NODES, _SEQUENCE, _ANY = _Fields.NODES, _Fields.SEQUENCE, _Fields.ANY
_getter_by_type: dict[type[cst.CSTNode], _Getter | None] = {}
#: Whether values of a type are nodes: `isinstance` asks libcst's abstract classes, which costs more than the walk.
_is_node_by_type: dict[type, bool] = {type(None): False}


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes directly below that carry meaning, in source order."""
    own = type(node)
    getter = _getter_by_type[own] if own in _getter_by_type else _make_getter(own)
    if getter is None:
        return []
    fields, shape = getter
    values = fields(node)
    if shape is _NODES or shape is _SEQUENCE:
        return list(values)
    found: list[cst.CSTNode] = []
    for value in values if shape is _ANY else (values,):
        kind = type(value)
        if kind is list or kind is tuple:
            found += value
        elif _is_node_by_type[kind] if kind in _is_node_by_type else _note_type(kind):
            found.append(value)
    return found


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and all nodes below it that carry meaning, depth first, in source order."""
    found: list[cst.CSTNode] = []
    stack = [node]
    while stack:
        current = stack.pop()
        found.append(current)
        if _getter_by_type.get(type(current), children) is not None:
            below = children(current)
            below.reverse()
            stack += below
    return iter(found)


def walk_own(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and those below it that run with it: what is in functions waits for their call. In no certain order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if type(current) is not cst.FunctionDef and type(current) is not cst.Lambda:
            stack += children(current)


def _note_type(kind: type) -> bool:
    found = _is_node_by_type[kind] = issubclass(kind, cst.CSTNode)
    return found


def _make_getter(kind: type[cst.CSTNode]) -> _Getter | None:
    fields = {
        field.name: field.type
        for field in dataclasses.fields(kind)
        if field.name not in _LAYOUT_FIELDS
        and not field.name.startswith(_LAYOUT_PREFIXES)
        and field.type not in (str, bool, "str", "bool")
    }
    found = _getter_by_type[kind] = (attrgetter(*fields), _shape_of([*fields.values()])) if fields else None
    return found


def _shape_of(types: list[Any]) -> _Fields:
    if len(types) == 1:
        return _Fields.SEQUENCE if get_origin(types[0]) is Sequence else _Fields.ONE
    are_nodes = all(isinstance(each, type) and issubclass(each, cst.CSTNode) for each in types)
    return _Fields.NODES if are_nodes else _Fields.ANY
