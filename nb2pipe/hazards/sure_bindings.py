"""Whether whoever gets to a use of a name has come through a statement of the same block that binds it."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.hazards.tree import Tree
from nb2pipe.syntax.scopes import import_bindings, target_names
from nb2pipe.syntax.walk import walk

_Block = cst.IndentedBlock | cst.Module
_LEAVING = (cst.Return, cst.Raise, cst.Continue, cst.Break)


def is_bound_on_the_way(tree: Tree, node: cst.CSTNode, name: str) -> bool:
    """Whether a statement above the use, in one of the blocks around it, has bound the name or left the block."""
    inner = node
    for outer in tree.above(node):
        if isinstance(outer, (cst.FunctionDef, cst.Lambda, cst.ClassDef)):
            return False
        if isinstance(outer, _Block):
            above = outer.body[: next(place for place, each in enumerate(outer.body) if each is inner)]
            if any(_deletes(each, name) for each in above):
                return False
            if any(_binds_or_leaves(each, name) for each in above):
                return True
        inner = outer
    return False


def _deletes(statement: cst.CSTNode, name: str) -> bool:
    return any(isinstance(each, cst.Del) and name in target_names(each.target) for each in walk(statement))


def _binds_or_leaves(statement: cst.CSTNode, name: str) -> bool:
    """Whether code goes on behind the statement only where it has bound the name."""
    match statement:
        case cst.SimpleStatementLine() | cst.SimpleStatementSuite():
            return any(isinstance(each, _LEAVING) or name in _bound_by(each) for each in statement.body)
        case cst.FunctionDef() | cst.ClassDef():
            return statement.name.value == name
        case cst.If(orelse=cst.If() as other):
            return _block_binds(statement.body, name) and _binds_or_leaves(other, name)
        case cst.If(orelse=cst.Else() as other):
            return _block_binds(statement.body, name) and _block_binds(other.body, name)
        case cst.Try() | cst.TryStar():
            return _try_binds(statement, name)
    return False


def _block_binds(body: cst.BaseSuite, name: str) -> bool:
    statements: Sequence[cst.CSTNode] = body.body if isinstance(body, cst.IndentedBlock) else [body]
    return any(_binds_or_leaves(each, name) for each in statements)


def _try_binds(node: cst.Try | cst.TryStar, name: str) -> bool:
    if node.finalbody is not None and _block_binds(node.finalbody.body, name):
        return True
    completed = [node.body, *([node.orelse.body] if node.orelse is not None else [])]
    handled = all(_block_binds(handler.body, name) for handler in node.handlers)
    return handled and any(_block_binds(body, name) for body in completed)


def _bound_by(statement: cst.CSTNode) -> set[str]:
    match statement:
        case cst.Assign(targets=targets):
            return {name for target in targets for name in target_names(target.target)}
        case cst.AnnAssign(target=target, value=value) if value is not None:
            return set(target_names(target))
        case cst.AugAssign(target=target):
            return set(target_names(target))
        case cst.Import() | cst.ImportFrom():
            return {name for name, _ in import_bindings(statement)}
    return set()
