"""What rules build their fixes from: edits of nodes, lines and comments of a cell."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.fixing import offset_of
from nb2pipe.model.code import MagicFate
from nb2pipe.model.findings import Edit, Position, Span


def text_at(context: Context, cell: int, span: Span) -> str:
    """The part of the cell's source."""
    source = context.source(cell).cell.source
    return source[offset_of(source, span.start) : offset_of(source, span.end)]


def replace_node(context: Context, cell: int, node: cst.CSTNode, text: str) -> Edit | None:
    """Put a text in place of a node; None where the source does not say what the node says (a rewritten magic)."""
    span = context.span(cell, node)
    text_there, code = text_at(context, cell, span), cst.Module([]).code_for_node(node)
    # A statement's code goes on with its semicolon.
    if not text_there or not code.startswith(text_there) or code[len(text_there) :].strip(" ;"):
        return None
    return Edit(cell, span, text)


def replace_line(context: Context, cell: int, line: int, text: str) -> Edit:
    """Put a text in place of a line, which keeps its indentation."""
    return Edit(cell, context.line(cell, line), text)


def is_told_to_magic(context: Context, cell: int, line: int) -> bool:
    """Whether a line is text for a magic: a file's, another language's, or an argument."""
    return any(
        magic.line <= line and magic.fate is not MagicFate.BODY_KEPT
        if magic.name.startswith("%%")
        else magic.line == line and magic.name.startswith("%")
        for magic in context.source(cell).magics
    )


def delete_comment(context: Context, cell: int, span: Span) -> Edit:
    """Take a comment away: with its line if it stands alone on it, or else with the space before it."""
    lines = context.source(cell).cell.source.split("\n")
    number = span.start.line
    line = lines[number - 1]
    before, after = line[: span.start.column], line[span.end.column :]
    if before.strip() or after.strip():
        start = len(before.rstrip()) if not after.strip() else len(before)
        return Edit(cell, Span(Position(number, start), Position(number, span.end.column)), "")
    if number < len(lines):
        return Edit(cell, Span(Position(number, 0), Position(number + 1, 0)), "")
    if number > 1:
        return Edit(cell, Span(Position(number - 1, len(lines[number - 2])), Position(number, len(line))), "")
    return Edit(cell, Span(Position(1, 0), Position(1, len(line))), "")


def delete_lines(context: Context, cell: int, node: cst.CSTNode, *, with_comment: bool = False) -> Edit | None:
    """Take a statement away with its lines; None where other code, or a comment that is to stay, stands on them."""
    span = context.span(cell, node)
    lines = context.source(cell).cell.source.split("\n")
    before = lines[span.start.line - 1][: span.start.column]
    after = lines[span.end.line - 1][span.end.column :].strip()
    if before or not text_at(context, cell, span) or (after and not (with_comment and after.startswith("#"))):
        return None
    if span.end.line < len(lines):
        return Edit(cell, Span(Position(span.start.line, 0), Position(span.end.line + 1, 0)), "")
    return Edit(cell, Span(Position(span.start.line, 0), Position(span.end.line, len(lines[-1]))), "")


def lines_of(context: Context, cell: int, node: cst.CSTNode) -> str:
    """The whole lines on which a node stands, with their comments."""
    span = context.span(cell, node)
    return "\n".join(context.source(cell).cell.source.split("\n")[span.start.line - 1 : span.end.line])


def insert_below(context: Context, cell: int, node: cst.CSTNode, texts: Iterable[str]) -> Edit:
    """Put lines below those of a node."""
    line = context.span(cell, node).end.line
    end = Position(line, len(context.source(cell).cell.source.split("\n")[line - 1]))
    return Edit(cell, Span(end, end), "".join(f"\n{text}" for text in texts))


def insert_above(context: Context, cell: int, node: cst.CSTNode, text: str) -> Edit | None:
    """Put a line above a top-level statement and its decorators; None where it does not begin its line."""
    decorators = node.decorators if isinstance(node, (cst.FunctionDef, cst.ClassDef)) else ()
    span = context.span(cell, decorators[0] if decorators else node)
    if span.start.column or not text_at(context, cell, span):
        return None
    return Edit(cell, Span(span.start, span.start), f"{text}\n")


def insert_before(context: Context, cell: int, node: cst.CSTNode, texts: Iterable[str]) -> Edit | None:
    """Put statements above a top-level one; in front of it where another statement begins its line."""
    start = context.span(cell, node).start
    if not start.column:
        return insert_above(context, cell, node, "\n".join(texts))
    before = context.source(cell).cell.source.split("\n")[start.line - 1][: start.column]
    is_told = is_told_to_magic(context, cell, start.line)
    return (
        None
        if is_told or not before.rstrip().endswith(";")
        else Edit(cell, Span(start, start), "".join(f"{text}; " for text in texts))
    )
