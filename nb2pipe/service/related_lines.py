"""The sources of a step's cells and a variable -> the lines and names that have a part in the variable's value."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

#: Statements that may change what they mention.
_CHANGING = (ast.Expr, ast.AugAssign, ast.Delete, ast.For, ast.AsyncFor, ast.While, ast.With, ast.If, ast.Try)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from, as far as names tell."""

    #: Cell and line of statements that bind or change the variable, or what it is made of.
    lines: frozenset[tuple[int, int]]
    #: All names in them.
    names: frozenset[str]


def origin_of(name: str, sources: Mapping[int, str]) -> Origin | None:
    """Follow the variable backwards through cells, by their index in order; None for code with magics."""
    wanted, lines = {name}, set[tuple[int, int]]()
    for cell, source in reversed(tuple(sources.items())):
        try:
            statements = ast.parse(source).body
        except SyntaxError:
            return None
        for statement in reversed(statements):
            stored, mentioned = _names(statement)
            if stored & wanted or (isinstance(statement, _CHANGING) and mentioned & wanted):
                wanted |= mentioned
                ends = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
                lines.update((cell, line) for line in ends)
    return Origin(frozenset(lines), frozenset(wanted))


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """What the statement binds, and all names in it."""
    names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return {node.id for node in names if not isinstance(node.ctx, ast.Load)}, {node.id for node in names}
