"""`try: import ujson as json`, `except ImportError: import json`, in a module from which others take the name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import libcst as cst

from nb2pipe.emitters.imports import marked
from nb2pipe.emitters.scopes import names_read
from nb2pipe.syntax.scopes import names_of_block

_COMPOUND = (cst.Try, cst.If)


def with_kept_imports(statements: Sequence[cst.BaseStatement]) -> list[cst.BaseStatement]:
    """The statements, where imports in branches that only other modules need are marked: linters take them away."""
    keeper = _Keeper(names_read(statements))
    changed = (each.visit(keeper) if isinstance(each, _COMPOUND) else each for each in statements)
    return [each for each in changed if isinstance(each, cst.BaseStatement)]


class _Keeper(cst.CSTTransformer):
    def __init__(self, read: Collection[str]) -> None:
        super().__init__()
        self._read = read

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        return False

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine:
        is_import = all(isinstance(each, (cst.Import, cst.ImportFrom)) for each in original_node.body)
        is_read = not names_of_block([original_node]).bound.isdisjoint(self._read)
        if not is_import or is_read:
            return updated_node
        comment = updated_node.trailing_whitespace.comment
        return marked(updated_node, comment.value.strip("# ") if comment is not None else "for the steps")
