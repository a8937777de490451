"""Code cells -> units: the lines that can be given another text without touching others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from nb2pipe.syncing.statements import Statement, read_source_text, statements_of
from nb2pipe.syntax.merging import merge_texts


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


def units_of(cell: CodeCell) -> list[Unit]:
    """The units of a cell in order; none if it is not Python."""
    source = read_source_text(cell.code)
    lines = cell.source.split("\n")
    if source is None or len(lines) != len(source.lines):
        return []
    groups: list[list[Statement]] = []
    for statement in statements_of(source, source.tree.body, after=0):
        if groups and statement.start < groups[-1][-1].end:
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return [_unit(cell.index, group, lines, source.lines) for group in groups]


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
        lines[unit.start : unit.end] = texts[unit].split("\n") if texts[unit] else []
    return "\n".join(lines)


def all_units(cells: Iterable[CodeCell]) -> list[Unit]:
    """The units of several cells, in order."""
    return [unit for cell in cells for unit in units_of(cell)]


def _means(text: str) -> list[str] | None:
    source = read_source_text(text)
    return None if source is None else [each.meaning for each in statements_of(source, source.tree.body, after=0)]
