"""Cells -> what their `# nb2pipe: ignore[CODE] reason` comments keep quiet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nb2pipe.model.findings import Position, Span
from nb2pipe.model.notebook import Cell, CellType

_COMMENT = re.compile(r"#\s*nb2pipe:\s*ignore\s*\[(?P<codes>[^\]]*)\](?P<reason>[^#\n]*)")


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
    for number, line in enumerate(cell.source.split("\n"), 1):
        for found in _COMMENT.finditer(line):
            rules = tuple(part.strip() for part in found["codes"].split(",") if part.strip())
            span = Span(Position(number, found.start()), Position(number, found.end()))
            yield Suppression(cell.index, span, rules, found["reason"].strip(" -:"))


def matches(code: str, name: str, selector: str) -> bool:
    """Whether a selector means the rule: `ALL`, its name, its code, or how its code begins (`NB1`)."""
    return selector in (name, "ALL") or (selector.startswith("NB") and code.startswith(selector))
