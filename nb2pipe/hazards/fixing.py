"""Notebook, Finding* -> Notebook: the edits of fixes that do not touch each other, applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nb2pipe.model.findings import Edit, Finding, Fix, Position
from nb2pipe.model.notebook import Cell, Notebook


def choose_fixable(findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Finding, ...]:
    """Findings whose fixes can be applied together; of two fixes that meet, the first.

    Fixes that may change what the notebook computes are among them only if `unsafe`.
    """
    chosen: list[Finding] = []
    fixes: list[Fix] = []
    for finding in findings:
        if finding.fix is None or not (unsafe or finding.fix.is_safe):
            continue
        if not any(_meet(finding.fix, other) for other in fixes):
            chosen.append(finding)
            fixes.append(finding.fix)
    return tuple(chosen)


def apply_fixes(notebook: Notebook, fixes: Iterable[Fix]) -> Notebook:
    """The notebook with the sources and tags that fixes give it; the fixes must not meet."""
    cells = list(notebook.cells)
    edits: dict[int, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.cell, []).append(edit)
        for retagging in fix.tags:
            cells[retagging.cell] = replace(cells[retagging.cell], tags=retagging.tags)
    for index, own in edits.items():
        cells[index] = _edited(cells[index], own)
    return replace(notebook, cells=tuple(cells))


def _edited(cell: Cell, edits: Iterable[Edit]) -> Cell:
    source = cell.source
    for edit in sorted(edits, reverse=True):
        start, end = offset_of(cell.source, edit.span.start), offset_of(cell.source, edit.span.end)
        source = source[:start] + edit.text + source[end:]
    return replace(cell, source=source)


def offset_of(source: str, position: Position) -> int:
    """Where a position stands in the text."""
    lines = source.split("\n")
    return sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column


def _meet(one: Fix, other: Fix) -> bool:
    if {tag.cell for tag in one.tags} & {tag.cell for tag in other.tags}:
        return True
    return any(_overlap(first, second) for first in one.edits for second in other.edits)


def _overlap(one: Edit, other: Edit) -> bool:
    return one.cell == other.cell and one.span.start <= other.span.end and other.span.start <= one.span.end
