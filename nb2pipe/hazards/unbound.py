"""Local variables that a function reads where no path through it can have bound them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import libcst as cst

from nb2pipe.hazards.local_flow import Flow, add_names, bind, follow_defaults, follow_parts
from nb2pipe.hazards.tree import Tree
from nb2pipe.syntax.scopes import dotted_name, import_bindings, names_of_block, parameter_nodes, target_names
from nb2pipe.syntax.walk import children

#: Names that may be bound; None behind a `return`, where no code runs.
_Bound = frozenset[str] | None
#: Contexts after whose body code goes on although it has failed.
_SWALLOWING = {"suppress", "raises", "assertRaises"}


@dataclass(frozen=True, slots=True)
class UnboundRead:
    """A read that fails whenever it is reached."""

    function: cst.FunctionDef
    node: cst.Name
    #: Each call of the function reaches it.
    is_certain: bool


def unbound_reads(tree: Tree) -> tuple[UnboundRead, ...]:
    """All in the functions of a cell, in source order."""
    # A call of the function that says so may bind the name.
    bound_elsewhere = {item.name.value for node in tree.all(cst.Nonlocal) for item in node.names}
    return tuple(
        UnboundRead(function, node, is_certain)
        for function in tree.all(cst.FunctionDef)
        for node, is_certain in _local_reads(function)
        if node.value not in bound_elsewhere
    )


def _local_reads(function: cst.FunctionDef) -> Iterable[tuple[cst.Name, bool]]:
    """Reads of its own variables, and whether every call gets there."""
    parameters = frozenset(param.name.value for param in parameter_nodes(function.params))
    flow = Flow()
    _block(flow, function.body, parameters)
    local = (set(flow.log) - parameters | flow.deleted) - flow.outer
    return [(node, is_certain) for node, is_certain in flow.unbound.items() if node.value in local]


def _block(flow: Flow, body: cst.CSTNode | Iterable[cst.CSTNode], bound: _Bound) -> _Bound:
    for node in children(body) if isinstance(body, cst.CSTNode) else body:
        if bound is None:
            return None
        follow = _STATEMENTS.get(type(node))
        bound = follow(flow, node, bound) if follow is not None else follow_parts(flow, node, bound)
    return bound


def _lines(flow: Flow, node: cst.SimpleStatementLine | cst.SimpleStatementSuite, bound: frozenset[str]) -> _Bound:
    return _block(flow, node.body, bound)


def _leave(flow: Flow, node: cst.Return | cst.Raise, bound: frozenset[str]) -> _Bound:
    follow_parts(flow, node, bound)
    flow.is_sure = flow.is_sure and not flow.branches
    return None


def _jump(flow: Flow, node: cst.Break | cst.Continue, bound: frozenset[str]) -> _Bound:
    if flow.left:
        flow.left[-1][isinstance(node, cst.Break)].append(bound)
    return None


def _assign(flow: Flow, node: cst.Assign, bound: frozenset[str]) -> _Bound:
    bound = follow_parts(flow, node.value, bound)
    for target in node.targets:
        bound = bind(flow, target.target, bound)
    return bound


def _annotated(flow: Flow, node: cst.AnnAssign, bound: frozenset[str]) -> _Bound:
    if node.value is None:
        flow.log += target_names(node.target)
        return bound
    return bind(flow, node.target, follow_parts(flow, node.value, bound))


def _augmented(flow: Flow, node: cst.AugAssign, bound: frozenset[str]) -> _Bound:
    return bind(flow, node.target, follow_parts(flow, node.value, follow_parts(flow, node.target, bound)))


def _delete(flow: Flow, node: cst.Del, bound: frozenset[str]) -> _Bound:
    follow_parts(flow, node.target, bound)
    names = frozenset(target_names(node.target))
    flow.deleted |= names
    return bound - names


def _import(flow: Flow, node: cst.Import | cst.ImportFrom, bound: frozenset[str]) -> _Bound:
    return add_names(flow, (name for name, _ in import_bindings(node)), bound)


def _declare(flow: Flow, node: cst.Global | cst.Nonlocal, bound: frozenset[str]) -> _Bound:
    flow.outer.update(item.name.value for item in node.names)
    return bound


def _alias(flow: Flow, node: cst.TypeAlias, bound: frozenset[str]) -> _Bound:
    return bind(flow, node.name, bound)


def _function(flow: Flow, node: cst.FunctionDef, bound: frozenset[str]) -> _Bound:
    for decorator in node.decorators:
        bound = follow_parts(flow, decorator, bound)
    return bind(flow, node.name, follow_defaults(flow, node.params, bound))


def _class(flow: Flow, node: cst.ClassDef, bound: frozenset[str]) -> _Bound:
    for part in (*node.decorators, *node.bases, *node.keywords):
        bound = follow_parts(flow, part, bound)
    return bind(flow, node.name, bound)


def _branch(flow: Flow, body: cst.CSTNode | Iterable[cst.CSTNode], bound: _Bound) -> _Bound:
    flow.branches += 1
    bound = _block(flow, body, bound)
    flow.branches -= 1
    return bound


def _if(flow: Flow, node: cst.If, bound: frozenset[str]) -> _Bound:
    bound = follow_parts(flow, node.test, bound)
    then = _branch(flow, node.body, bound)
    if node.orelse is None:
        return _either(then, bound)
    other = [node.orelse] if isinstance(node.orelse, cst.If) else node.orelse.body
    return _either(then, _branch(flow, other, bound))


def _loop(flow: Flow, node: cst.For | cst.While, bound: frozenset[str]) -> _Bound:
    if isinstance(node, cst.For):
        bound = follow_parts(flow, node.iter, bound)
    if flow.branches < flow.depth:
        # The first time round, what the body binds further down is not bound yet.
        depth, flow.depth = flow.depth, min(flow.depth, flow.branches + 1)
        first, _ = _round(flow, node, bound)
        flow.depth = depth
        bound = _either(bound, first) or bound
    after, broken = _round(flow, node, bound)
    is_endless = isinstance(node, cst.While) and dotted_name(node.test) == "True"
    done = None if is_endless else _either(bound, after)
    if node.orelse is not None:
        done = _branch(flow, node.orelse.body, done)
    return _either(done, *broken)


def _round(flow: Flow, node: cst.For | cst.While, bound: frozenset[str]) -> tuple[_Bound, list[frozenset[str]]]:
    bound = follow_parts(flow, node.test, bound) if isinstance(node, cst.While) else bind(flow, node.target, bound)
    flow.left.append(([], []))
    after = _branch(flow, node.body, bound)
    continued, broken = flow.left.pop()
    return _either(after, *continued), broken


def _try(flow: Flow, node: cst.Try | cst.TryStar, bound: frozenset[str]) -> _Bound:
    start = len(flow.log)
    after = _branch(flow, node.body, bound)
    # A body may fail anywhere.
    failed = bound.union(flow.log[start:])
    if node.orelse is not None:
        after = _branch(flow, node.orelse.body, after)
    ends: list[_Bound] = [after]
    for handler in node.handlers:
        own = failed if handler.type is None else follow_parts(flow, handler.type, failed)
        caught = frozenset(target_names(handler.name.name)) if handler.name is not None else frozenset()
        flow.deleted |= caught
        end = _branch(flow, handler.body, add_names(flow, caught, own))
        ends.append(None if end is None else end - caught)
    done = _either(*ends)
    if node.finalbody is not None:
        before = len(flow.log)
        through = _branch(flow, node.finalbody.body, bound.union(flow.log[start:]))
        done = None if done is None or through is None else done.union(flow.log[before:])
    return done


def _with(flow: Flow, node: cst.With, bound: frozenset[str]) -> _Bound:
    swallows = False
    for item in node.items:
        bound = follow_parts(flow, item.item, bound)
        called = item.item.func if isinstance(item.item, cst.Call) else item.item
        swallows = swallows or dotted_name(called).rpartition(".")[2] in _SWALLOWING
        if item.asname is not None:
            bound = bind(flow, item.asname.name, bound)
    if not swallows:
        return _block(flow, node.body, bound)
    start = len(flow.log)
    _branch(flow, node.body, bound)
    return bound.union(flow.log[start:])


def _match(flow: Flow, node: cst.Match, bound: frozenset[str]) -> _Bound:
    bound = follow_parts(flow, node.subject, bound)
    ends: list[_Bound] = [] if _takes_all(node.cases[-1]) else [bound]
    for case in node.cases:
        own = add_names(flow, names_of_block([case.pattern]).bound, bound)
        if case.guard is not None:
            own = follow_parts(flow, case.guard, own)
        ends.append(_branch(flow, case.body, own))
    return _either(*ends)


_STATEMENTS: dict[type, Callable[[Flow, Any, frozenset[str]], _Bound]] = {
    cst.SimpleStatementLine: _lines,
    cst.SimpleStatementSuite: _lines,
    cst.Return: _leave,
    cst.Raise: _leave,
    cst.Break: _jump,
    cst.Continue: _jump,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Del: _delete,
    cst.Import: _import,
    cst.ImportFrom: _import,
    cst.Global: _declare,
    cst.Nonlocal: _declare,
    cst.TypeAlias: _alias,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.If: _if,
    cst.For: _loop,
    cst.While: _loop,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.With: _with,
    cst.Match: _match,
}


def _either(*ends: _Bound) -> _Bound:
    reached = [end for end in ends if end is not None]
    return reached[0].union(*reached[1:]) if reached else None


def _takes_all(case: cst.MatchCase) -> bool:
    return case.guard is None and isinstance(case.pattern, cst.MatchAs) and case.pattern.pattern is None
