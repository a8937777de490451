"""Statements that share a line: one node each, so that what follows can tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import libcst as cst

#: Ends a statement after which another one follows on the same line: not a character.
_SAME_LINE = cst.TrailingWhitespace(newline=cst.Newline(value=""))


def split_shared_lines(module: cst.Module) -> cst.Module:
    """Give each statement of `import a; a.b(); c = 1` at the top level a node of its own; the code stays the same."""
    if not any(_is_shared(statement) for statement in module.body):
        return module
    return module.with_changes(body=[part for statement in module.body for part in _parts(statement)])


def _is_shared(statement: cst.BaseStatement | cst.SimpleStatementLine) -> bool:
    return type(statement) is cst.SimpleStatementLine and len(statement.body) > 1


def _parts(statement: cst.BaseStatement | cst.SimpleStatementLine) -> Iterator[cst.BaseStatement]:
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) == 1:
        yield statement
        return
    last = len(statement.body) - 1
    for position, small in enumerate(statement.body):
        yield cst.SimpleStatementLine(
            [small],
            leading_lines=() if position else statement.leading_lines,
            trailing_whitespace=_SAME_LINE if position < last else statement.trailing_whitespace,
        )


def only_part(statement: cst.BaseStatement) -> cst.BaseSmallStatement | None:
    """The assignment, expression or the like that has a line to itself; None for blocks and for lines of several."""
    return statement.body[0] if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1 else None


def on_own_line(statement: cst.BaseStatement) -> cst.BaseStatement:
    """The statement as it is written where nothing shares its line."""
    if not isinstance(statement, cst.SimpleStatementLine) or statement.trailing_whitespace.newline.value != "":
        return statement
    return statement.with_changes(
        body=[statement.body[0].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)],
        trailing_whitespace=cst.TrailingWhitespace(),
    )


def shares_line(module: cst.Module, statement: cst.SimpleStatementLine) -> bool:
    """Whether another statement stands on the line as well."""
    before = next((a for a, b in pairwise(module.body) if b is statement), None)
    parts = [part for part in (before, statement) if isinstance(part, cst.SimpleStatementLine)]
    return len(statement.body) > 1 or any(part.trailing_whitespace.newline.value == "" for part in parts)
