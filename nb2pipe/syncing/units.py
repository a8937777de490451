"""Code cells -> units: the lines that can be given another text without touching others."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from nb2pipe.syntax.merging import merge_texts
from nb2pipe.syntax.statements import (
    Function,
    SourceText,
    Statement,
    body_of,
    docstring_of,
    read_source_text,
    top_level_of,
)


@dataclass(frozen=True, slots=True)
class CodeCell:
    """A code cell as it is, and as plain Python: line for line the same, magics replaced."""

    index: int
    source: str
    code: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement of a cell, or several that share lines."""

    cell: int
    #: Half-open range of lines in the cell, from 0.
    start: int
    end: int
    statements: tuple[Statement, ...]
    #: The cell's own lines.
    text: str
    #: False for lines that are a magic.
    is_plain: bool
    #: What stands before each of its lines, in a function's body; the text goes without.
    indentation: str = ""


def units_of(cell: CodeCell) -> list[Unit]:
    """The units of a cell in order; none if it is not Python."""
    source = read_source_text(cell.code)
    lines = cell.source.split("\n")
    if source is None or len(lines) != len(source.lines):
        return []
    groups: list[list[Statement]] = []
    for statement in top_level_of(source):
        if groups and statement.start < groups[-1][-1].end:
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return [_unit(cell.index, group, lines, source.lines) for group in groups]


def units_of_body(cell: CodeCell, name: str) -> list[Unit]:
    """The units of the body of the cell's only function of that name, without its docstring; none if there is none."""
    return _units_inside(cell, name, body_of)


def units_of_docstring(cell: CodeCell, name: str) -> list[Unit]:
    """The docstring of the cell's only function of that name; none if there is none."""
    return _units_inside(cell, name, docstring_of)


def _units_inside(
    cell: CodeCell, name: str, part: Callable[[SourceText, ast.FunctionDef | ast.AsyncFunctionDef], list[Statement]]
) -> list[Unit]:
    source = read_source_text(cell.code)
    if source is None or cell.source != cell.code:
        return []
    found = [node for node in source.tree.body if isinstance(node, Function) and node.name == name]
    statements = part(source, found[0]) if len(found) == 1 else []
    starts = [source.lines[each.node.lineno - 1][: each.node.col_offset] for each in statements]
    lines = [each.start for each in statements]
    if any(text.strip() for text in starts) or len(set(lines)) < len(lines):
        return []  # statements that share a line with another one or with `def`
    pairs = zip(statements, starts, strict=True)
    return [Unit(cell.index, each.start, each.end, (each,), each.text, True, start) for each, start in pairs]


def _unit(cell: int, group: Sequence[Statement], lines: Sequence[str], code: Sequence[str]) -> Unit:
    start, end = group[0].start, group[-1].end
    is_plain = list(lines[start:end]) == list(code[start:end])
    return Unit(cell, start, end, tuple(group), "\n".join(lines[start:end]), is_plain)


def edited_text(unit: Unit, *, base: str, ours: str) -> str:
    """The unit with an edit, in the cell's own layout where that is possible; `base` is what was exported of it."""
    if not ours or base == unit.text:
        return ours
    for text in (_line_by_line(base, ours, unit.text), _merged(base, ours, unit.text)):
        if text is not None and _means(text) == _means(ours):
            return text
    return ours


def _line_by_line(base: str, ours: str, cell: str) -> str | None:
    """The cell's lines where ours are those of the base, if the cell has as many as the base."""
    old, new, own = base.split("\n"), ours.split("\n"), cell.split("\n")
    if len(old) != len(own):
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    parts = [own[a:b] if tag == "equal" else new[c:d] for tag, a, b, c, d in matcher.get_opcodes()]
    return "\n".join(line for part in parts for line in part)


def _merged(base: str, ours: str, cell: str) -> str | None:
    merged = merge_texts(base + "\n", ours=ours + "\n", theirs=cell + "\n", labels=("", ""))
    return None if merged.conflicts else merged.text.removesuffix("\n")


def with_units(source: str, texts: Mapping[Unit, str]) -> str:
    """The source of a cell with other texts for some of its units."""
    lines = source.split("\n")
    for unit in sorted(texts, key=lambda each: -each.start):
        lines[unit.start : unit.end] = _indented(texts[unit], unit.indentation) if texts[unit] else []
    return "\n".join(lines)


def _indented(text: str, indentation: str) -> list[str]:
    """The lines of a text, further in; those inside strings stay."""
    source = read_source_text(text)
    kept = source.inside_strings if source is not None else frozenset()
    return [line if i in kept or not line else indentation + line for i, line in enumerate(text.split("\n"))]


def all_units(cells: Iterable[CodeCell]) -> list[Unit]:
    """The units of several cells, in order."""
    return [unit for cell in cells for unit in units_of(cell)]


def repeated_functions(units: Iterable[Unit]) -> dict[Unit, Unit]:
    """Functions that a later cell defines again, line for line -> the first of each."""
    firsts: dict[str, Unit] = {}
    found = {}
    for unit in units:
        if len(unit.statements) == 1 and isinstance(unit.statements[0].node, Function):
            first = firsts.setdefault(unit.text, unit)
            if first is not unit:
                found[unit] = first
    return found


def _means(text: str) -> list[str] | None:
    source = read_source_text(text)
    return None if source is None else [each.meaning for each in top_level_of(source)]
