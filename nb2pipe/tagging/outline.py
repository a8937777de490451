"""Notebook -> the heading under which each cell stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nb2pipe.model.notebook import CellType, Notebook

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*\Z")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A markdown heading; level 0 and no text stand for a notebook's beginning."""

    cell: int
    level: int
    text: str
    #: The first heading of the notebook, which says what all of it is about.
    is_title: bool = False


NO_HEADING = Heading(-1, 0, "")


def find_headings(notebook: Notebook) -> tuple[Heading, ...]:
    """For each cell the nearest heading above it."""
    current, count = NO_HEADING, 0
    found: list[Heading] = []
    for cell in notebook.cells:
        if cell.type is CellType.MARKDOWN:
            for level, text in _headings_in(cell.source):
                is_title = count == 0 and level == 1
                current = Heading(cell.index, level, text, is_title)
                count += 1
        found.append(current)
    return tuple(found)


def _headings_in(source: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    is_fenced, before = False, ""
    for line in source.split("\n"):
        if _FENCE.match(line):
            is_fenced = not is_fenced
        elif is_fenced:
            continue
        elif (match := _ATX.match(line)) and match[2]:
            found.append((len(match[1]), match[2]))
        elif (match := _SETEXT.match(line)) and _is_prose(before):
            found.append((1 if match[1][0] == "=" else 2, before.strip()))
        before = line
    return found


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and len(line.strip()) < 80 and line.strip()[0] not in "-*+|>#<"
