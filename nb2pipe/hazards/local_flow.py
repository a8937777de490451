"""Expressions in the order in which they run: what they bind of a function's variables, and what they read unbound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import libcst as cst

from nb2pipe.syntax.scopes import names_of_block, parameter_nodes
from nb2pipe.syntax.walk import children


@dataclass(slots=True)
class Flow:
    """A function's body gone through in the order in which it runs, with the names that may be bound."""

    #: Reads of what the function cannot have bound -> whether every call gets there.
    unbound: dict[cst.Name, bool] = field(default_factory=dict)
    #: All names bound so far, in order.
    log: list[str] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    #: Names that are declared to be another scope's.
    outer: set[str] = field(default_factory=set)
    #: Whether no code above can have left the function.
    is_sure: bool = True
    branches: int = 0
    #: Only reads inside of at most so many branches are noted.
    depth: int = 1_000_000
    #: What was bound at each `continue` and `break` of the loops around.
    left: list[tuple[list[frozenset[str]], list[frozenset[str]]]] = field(default_factory=list)


def follow_parts(flow: Flow, node: cst.CSTNode, bound: frozenset[str]) -> frozenset[str]:
    """Follow an expression; the result is what may be bound behind it."""
    follow = _EXPRESSIONS.get(type(node))
    if follow is not None:
        return follow(flow, node, bound)
    for child in children(node):
        bound = follow_parts(flow, child, bound)
    return bound


def _read(flow: Flow, node: cst.Name, bound: frozenset[str]) -> frozenset[str]:
    if node.value not in bound and flow.branches <= flow.depth and not _is_bound_by_jumping(flow, node.value):
        flow.unbound.setdefault(node, flow.is_sure and not flow.branches)
    return bound


def _is_bound_by_jumping(flow: Flow, name: str) -> bool:
    """Whether a loop may have come round with the name bound."""
    return any(name in bound for continued, _ in flow.left for bound in continued)


def _value(flow: Flow, node: cst.Attribute | cst.Arg, bound: frozenset[str]) -> frozenset[str]:
    return follow_parts(flow, node.value, bound)


def _walrus(flow: Flow, node: cst.NamedExpr, bound: frozenset[str]) -> frozenset[str]:
    return bind(flow, node.target, follow_parts(flow, node.value, bound))


def _lambda(flow: Flow, node: cst.Lambda, bound: frozenset[str]) -> frozenset[str]:
    return follow_defaults(flow, node.params, bound)


def follow_defaults(flow: Flow, parameters: cst.Parameters, bound: frozenset[str]) -> frozenset[str]:
    """Follow the defaults of a function, which its definition evaluates."""
    for param in parameter_nodes(parameters):
        if param.default is not None:
            bound = follow_parts(flow, param.default, bound)
    return bound


def _boolean(flow: Flow, node: cst.BooleanOperation, bound: frozenset[str]) -> frozenset[str]:
    bound = follow_parts(flow, node.left, bound)
    return bound | _maybe(flow, node.right, bound)


def _choice(flow: Flow, node: cst.IfExp, bound: frozenset[str]) -> frozenset[str]:
    bound = follow_parts(flow, node.test, bound)
    return _maybe(flow, node.body, bound) | _maybe(flow, node.orelse, bound)


def _maybe(flow: Flow, node: cst.CSTNode, bound: frozenset[str]) -> frozenset[str]:
    flow.branches += 1
    bound = follow_parts(flow, node, bound)
    flow.branches -= 1
    return bound


def _comprehension(
    flow: Flow, node: cst.ListComp | cst.SetComp | cst.DictComp | cst.GeneratorExp, bound: frozenset[str]
) -> frozenset[str]:
    """Its first iterable; the rest runs for each element, perhaps for none, and has names of its own."""
    return add_names(flow, names_of_block([node]).bound, follow_parts(flow, node.for_in.iter, bound))


def add_names(flow: Flow, names: Iterable[str], bound: frozenset[str]) -> frozenset[str]:
    """Bind names."""
    start = len(flow.log)
    flow.log += names
    return bound.union(flow.log[start:])


def bind(flow: Flow, target: cst.CSTNode, bound: frozenset[str]) -> frozenset[str]:
    """Assign to a target: names are bound; objects and keys of items and attributes are read."""
    match target:
        case cst.Name():
            flow.log.append(target.value)
            return bound if target.value in bound else bound | {target.value}
        case cst.Tuple() | cst.List():
            for element in target.elements:
                bound = bind(flow, element.value, bound)
            return bound
        case cst.StarredElement():
            return bind(flow, target.value, bound)
    return follow_parts(flow, target, bound)


_EXPRESSIONS: dict[type, Callable[[Flow, Any, frozenset[str]], frozenset[str]]] = {
    cst.Name: _read,
    cst.Attribute: _value,
    cst.Arg: _value,
    cst.NamedExpr: _walrus,
    cst.Lambda: _lambda,
    cst.BooleanOperation: _boolean,
    cst.IfExp: _choice,
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.DictComp: _comprehension,
    cst.GeneratorExp: _comprehension,
}
