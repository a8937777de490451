"""Source text -> its statements, each with what it means and how it reads."""

from __future__ import annotations

import ast
import inspect
import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a module, a function or a cell, comments above it included."""

    node: ast.stmt
    #: What it means: the same for two statements that differ in form alone.
    meaning: str
    #: Its lines, without the indentation of the block in which it stands, and without others on them.
    text: str
    #: Half-open range of its lines, from 0.
    start: int
    end: int
    #: How many blank lines stand above it.
    blank: int = 0

    @property
    def content(self) -> tuple[str, ...]:
        """What it says, comments included, whatever its layout: a formatter leaves that as it is."""
        return (ast.dump(self.node), *_comments(self.text))


@dataclass(frozen=True, slots=True)
class SourceText:
    """A parsed source and its lines."""

    lines: tuple[str, ...]
    tree: ast.Module
    #: Lines that begin inside a string, whose indentation belongs to it.
    inside_strings: frozenset[int]


def read_source_text(text: str) -> SourceText | None:
    """Parse a source; None if it is not Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return SourceText(tuple(text.split("\n")), tree, frozenset(_lines_inside_strings(text)))


def statements_of(source: SourceText, body: Sequence[ast.stmt], *, after: int) -> list[Statement]:
    """The statements of a block; `after` is the line (from 0) below which comments belong to the first."""
    found: list[Statement] = []
    for node, following in zip_longest(body, body[1:]):
        first = first_line(node)
        start = _start_with_comments(source, first, after)
        end = node.end_lineno or first + 1
        lines = _own_lines(source, node, start, following)
        found.append(Statement(node, meaning_of(node), "\n".join(lines), start, end, max(0, start - after)))
        after = end
    return found


def body_of(source: SourceText, function: Function) -> list[Statement]:
    """The statements of a function without its docstring."""
    body = function.body
    skip = 1 if is_docstring(body[0]) else 0
    # Comments between the head and the first statement belong to that.
    after = body[0].end_lineno if skip else min(function.lineno, body[0].lineno - 1)
    return statements_of(source, body[skip:], after=after or 0)


def docstring_of(source: SourceText, function: Function) -> list[Statement]:
    """The docstring of a function, if it has one."""
    first = function.body[0]
    return statements_of(source, [first], after=first.lineno - 1) if is_docstring(first) else []


def is_docstring(node: ast.stmt) -> bool:
    """Whether the statement is a text and nothing else."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def head_of(node: Named) -> str:
    """A function or a class without its body."""
    copy = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(copy, Named)
    copy.body = [ast.Expr(ast.Constant(...))]
    return ast.unparse(copy)


def top_level_of(source: SourceText) -> list[Statement]:
    """The statements of a whole module or cell."""
    return statements_of(source, source.tree.body, after=0)


def definitions_in(module: str) -> list[Named]:
    """The functions and classes at a module's top level; none for a text that is not Python."""
    source = read_source_text(module)
    return [] if source is None else [node for node in source.tree.body if isinstance(node, Named)]


def meaning_of(node: ast.stmt) -> str:
    """A text that is the same for statements that differ in layout, quotes or the indentation of docstrings only."""
    return ast.dump(_Cleaned().visit(ast.parse(ast.unparse(node))))


class _Cleaned(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return (
            ast.Constant(inspect.cleandoc(node.value)) if isinstance(node.value, str) and "\n" in node.value else node
        )


def first_line(node: ast.stmt) -> int:
    """The line, from 0, with which it begins: that of its first decorator, if it has any."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)]) - 1


def part_of_line(line: str, start: int, end: int | None) -> str:
    """The line between two columns of a syntax tree, which count bytes."""
    return line.encode()[start:end].decode()


def _start_with_comments(source: SourceText, first: int, after: int) -> int:
    start = first
    while start > after and (not source.lines[start - 1].strip() or source.lines[start - 1].lstrip().startswith("#")):
        start -= 1
    while start < first and not source.lines[start].strip():
        start += 1
    return start


def _own_lines(source: SourceText, node: ast.stmt, start: int, following: ast.stmt | None) -> list[str]:
    """The lines of a statement from `start` on, without what stands before and behind it on them."""
    end = node.end_lineno or start + 1
    lines = [_dedented(source, line, node.col_offset) for line in range(start, end)]
    before = part_of_line(source.lines[start], 0, node.col_offset)
    if start == node.lineno - 1 and before.strip():
        lines[0] = source.lines[start][len(before) :]
    if following is not None and following.lineno == end:
        rest = part_of_line(source.lines[end - 1], node.end_col_offset or 0, None)
        lines[-1] = lines[-1].removesuffix(rest)
    return lines


def _dedented(source: SourceText, line: int, columns: int) -> str:
    text = source.lines[line]
    if line in source.inside_strings:
        return text
    return text[columns:] if not text[:columns].strip() else text.lstrip()


def _comments(text: str) -> Iterator[str]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
    except (tokenize.TokenError, SyntaxError):
        yield text  # lines of a string that stand further left: nothing but the text itself tells


def _lines_inside_strings(text: str) -> Iterator[int]:
    starts: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        name = tokenize.tok_name[token.type]
        if name.endswith("STRING_START"):
            starts.append(token.start[0])
        elif name.endswith("STRING_END"):
            yield from range(starts.pop(), token.end[0])
        elif token.type == tokenize.STRING:
            yield from range(token.start[0], token.end[0])
