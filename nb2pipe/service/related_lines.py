"""The source of a cell and a variable -> the lines that have a part in the variable's value."""

from __future__ import annotations

import ast

#: Statements that may change what they mention.
_CHANGING = (ast.Expr, ast.AugAssign, ast.Delete, ast.For, ast.AsyncFor, ast.While, ast.With, ast.If, ast.Try)


def related_lines(source: str, name: str) -> frozenset[int] | None:
    """Lines of statements that bind or change the variable, or what it is made of; None for code with magics."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return None
    wanted, found = {name}, set[int]()
    for statement in reversed(statements):
        stored, mentioned = _names(statement)
        if stored & wanted or (isinstance(statement, _CHANGING) and mentioned & wanted):
            wanted |= mentioned
            found.update(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    return frozenset(found)


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """What the statement binds, and all names in it."""
    names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return {node.id for node in names if not isinstance(node.ctx, ast.Load)}, {node.id for node in names}
