"""Bytes of a notebook -> where a position in a cell's source stands in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from nb2pipe.model.findings import Position, Span
from nb2pipe.reading.spans import Member, find_cells, find_elements, find_members, find_value_end
from nb2pipe.reading.text import decode_text

#: What stands for one character of the source as it is read; a carriage return is part of its line end.
_CHARACTER = re.compile(
    r"(?:\\r\\n|\\u000[dD]\\u000[aA])|\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class FilePlaces:
    """Where each character of each cell's source begins in the text of the file; lines and columns count from 1."""

    #: Per cell, the offset of each character and of the source's end.
    _offsets: Mapping[int, tuple[int, ...]]
    _line_starts: tuple[int, ...]

    def find(self, cell: int, source: str, span: Span) -> Span:
        """The span in the file: lines from 1, columns from 1; the start of the file for a cell without source."""
        return Span(self._position(cell, source, span.start), self._position(cell, source, span.end))

    def _position(self, cell: int, source: str, position: Position) -> Position:
        offsets = self._offsets.get(cell, ())
        if not offsets:
            return Position(1, 1)
        lines = source.split("\n")
        at = sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column
        offset = offsets[min(at, len(offsets) - 1)]
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)


def find_places(data: bytes, cells: frozenset[int]) -> FilePlaces:
    """Look up these cells in a notebook that `read_notebook` accepts."""
    text = decode_text(data).text
    found: dict[int, tuple[int, ...]] = {}
    starts = find_cells(text) if cells else []
    for index in sorted(cells):
        members = find_members(text, starts[index])
        member = members.get("source") or members.get("input")
        if member is not None:
            found[index] = tuple(_offsets_of(text, member))
    return FilePlaces(found, (0, *(match.end() for match in re.finditer("\n", text))))


def _offsets_of(text: str, member: Member) -> list[int]:
    if text[member.value_start] == '"':
        strings = [member.value_start]
    elif text[member.value_start] == "[":
        strings = list(find_elements(text, member.value_start))
    else:
        return []
    offsets: list[int] = []
    end = member.value_start
    for start in strings:
        end = find_value_end(text, start) - 1
        offsets += [match.start() for match in _CHARACTER.finditer(text, start + 1, end)]
    return [*offsets, end]
