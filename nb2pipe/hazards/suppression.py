"""Cells -> what their `# nb2pipe: ignore[CODE] reason` comments keep quiet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nb2pipe.model.findings import Position, Span
from nb2pipe.model.notebook import Cell, CellType

_COMMENT = re.compile(r"#\s*nb2pipe:\s*ignore\b(?:\s*\[(?P<codes>[^\]]*)\])?(?P<reason>[^#\n]*)")

#: What begins or ends a text, or begins a comment; an escaped character does neither.
_MARK = re.compile(r"\\.|\"{3}|'{3}|[\"'#]")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the codes or names of rules that its cell need not follow."""

    cell: int
    span: Span
    rules: tuple[str, ...]
    reason: str


def find_suppressions(cell: Cell) -> Iterator[Suppression]:
    """The comments of one cell."""
    if cell.type is not CellType.CODE or "nb2pipe:" not in cell.source:
        return
    lines = cell.source.split("\n")
    for number, column in _comments(lines):
        for found in _COMMENT.finditer(lines[number - 1], column):
            rules = tuple(part.strip() for part in (found["codes"] or "").split(",") if part.strip())
            span = Span(Position(number, found.start()), Position(number, found.end()))
            yield Suppression(cell.index, span, rules, found["reason"].strip(" -:"))


def _comments(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The line and column at which each comment begins; a `#` in a text begins none."""
    quote = ""
    for number, line in enumerate(lines, 1):
        # A text in single quotes ends with its line, unless the line goes on.
        quote = quote if len(quote) == 3 or (number > 1 and lines[number - 2].endswith("\\")) else ""
        for found in _MARK.finditer(line):
            mark = found[0]
            if quote:
                quote = "" if mark.startswith(quote) else quote
            elif mark == "#":
                yield number, found.start()
                break
            elif not mark.startswith("\\"):
                quote = mark


def matches(code: str, name: str, selector: str) -> bool:
    """Whether a selector means the rule: `ALL`, its name, its code, or how its code begins (`NB1`)."""
    return selector in (name, "ALL") or (selector.startswith("NB") and code.startswith(selector))
