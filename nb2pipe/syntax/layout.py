"""Python source laid out in one way, and much the same laid out in another -> the first as the second has it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from nb2pipe.syntax.alignment import matching_pairs
from nb2pipe.syntax.statements import (
    Named,
    SourceText,
    Statement,
    first_line,
    head_of,
    part_of_line,
    read_source_text,
    statements_of,
)

#: Half-open range of lines, from 0, and those that take their place.
_Change = tuple[int, int, Sequence[str]]


def with_layout_of(text: str, model: str) -> str:
    """The text, its statements on the lines that they have in the model, if that has them; as it is if unparsable.

    Only layout differs: a statement is that of the model if both say the same, comments included.
    """
    own, other = read_source_text(text), read_source_text(model)
    if own is None or other is None:
        return text
    lines = list(own.lines)
    changes = sorted(_changes(own, other, own.tree.body, other.tree.body, after=(0, 0)), key=lambda change: change[0])
    below = len(lines) + 1
    for start, end, fresh in reversed(changes):
        if end <= below:  # not for statements that share a line
            lines[start:end] = fresh
            below = start
    return "\n".join(lines)


def _changes(
    own: SourceText,
    other: SourceText,
    body: Sequence[ast.stmt],
    model: Sequence[ast.stmt],
    *,
    after: tuple[int, int],
) -> Iterator[_Change]:
    mine, theirs = statements_of(own, body, after=after[0]), statements_of(other, model, after=after[1])
    pairs = matching_pairs([each.content for each in mine], [each.content for each in theirs])
    for run in _runs(pairs, mine, theirs):
        (i, j), (k, m) = run[0], run[-1]
        if _have_lines(own, mine[i], mine[k]) and _have_lines(other, theirs[j], theirs[m]):
            yield mine[i].start, mine[k].end, other.lines[theirs[j].start : theirs[m].end]
    left = {_name(each.node): each for j, each in enumerate(theirs) if j not in {pair[1] for pair in pairs}}
    for i, each in enumerate(mine):
        found = left.get(_name(each.node)) if i not in {pair[0] for pair in pairs} else None
        if found is not None:
            yield from _inside(own, other, each, found)


def _inside(own: SourceText, other: SourceText, mine: Statement, theirs: Statement) -> Iterator[_Change]:
    """The same for a function or a class whose body differs somewhere."""
    node, model = mine.node, theirs.node
    if not isinstance(node, Named) or not isinstance(model, Named) or node.col_offset != model.col_offset:
        return
    heads = [_end_of_head(source, each) for source, each in ((own, node), (other, model))]
    if heads[0] is None or heads[1] is None:
        return
    start = [first_line(each) for each in (node, model)]
    written = own.lines[start[0] : heads[0]], other.lines[start[1] : heads[1]]
    if head_of(node) == head_of(model) and not any("#" in line for lines in written for line in lines):
        yield start[0], heads[0], written[1]
    yield from _changes(own, other, node.body, model.body, after=(heads[0], heads[1]))


def _end_of_head(source: SourceText, node: Named) -> int | None:
    """The line below the one that ends with the colon; None if the body stands on that line."""
    first = first_line(node.body[0])
    line = first
    while line > node.lineno - 1 and not source.lines[line - 1].split("#")[0].rstrip().endswith(":"):
        line -= 1
    return line if line > node.lineno - 1 and not source.lines[first][: node.body[0].col_offset].strip() else None


def _runs(pairs: Sequence[tuple[int, int]], *sides: Sequence[Statement]) -> Iterator[list[tuple[int, int]]]:
    """The pairs, those together that share lines on one of the sides."""
    run: list[tuple[int, int]] = []
    for pair in pairs:
        if run and not _continues(run[-1], pair, sides):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _continues(last: tuple[int, int], pair: tuple[int, int], sides: Sequence[Sequence[Statement]]) -> bool:
    is_next = pair == (last[0] + 1, last[1] + 1)
    shares = (side[here].start < side[before].end for side, before, here in zip(sides, last, pair, strict=True))
    return is_next and any(shares)


def _have_lines(source: SourceText, first: Statement, last: Statement) -> bool:
    """Whether no other statements stand on the lines from one to another."""
    before = part_of_line(source.lines[first.node.lineno - 1], 0, first.node.col_offset)
    rest = part_of_line(source.lines[last.end - 1], last.node.end_col_offset or 0, None).strip()
    return not before.strip() and (not rest or rest.startswith("#"))


def _name(node: ast.stmt) -> object:
    return node.name if isinstance(node, Named) else node
