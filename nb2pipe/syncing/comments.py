"""The comment of a parameter: above its field in the package, above or behind its assignment in a cell."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from nb2pipe.syntax.statements import SourceText


def comment_above(source: SourceText, line: int) -> tuple[str, ...]:
    """What the comment directly above a line (from 0) says, line by line."""
    found: list[str] = []
    while line > 0 and source.lines[line - 1].lstrip().startswith("#"):
        line -= 1
        found.insert(0, _words(source.lines[line]))
    return tuple(found)


def with_comment(text: str, comment: Sequence[str]) -> str | None:
    """The assignment with another comment where its old one stands; None if that is in doubt, above it or behind it."""
    node = ast.parse(text).body[0]
    lines = text.split("\n")
    start, end = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    top = start
    while top > 0 and lines[top - 1].lstrip().startswith("#"):
        top -= 1
    last = lines[end].encode()
    code, behind = last[: node.end_col_offset].decode(), last[node.end_col_offset :].decode().strip()
    if behind and top < start and len(comment) != start - top + 1:
        return None
    if behind:
        own = comment[start - top :] if top < start else comment
        lines[end] = f"{code}  # {' '.join(own)}" if own else code
    if top < start or not behind:
        lines[top:start] = [f"# {each}" for each in (comment[: start - top] if behind else comment)]
    return "\n".join(lines)


def _words(line: str) -> str:
    return line.strip().lstrip("#").removeprefix(":").strip()
