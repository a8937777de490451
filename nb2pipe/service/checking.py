"""Findings and facts of checked notebooks, and the JSON document that says them.

schema_version history of the document: 1, first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nb2pipe.errors import OtherLanguage, UnreadableNotebook
from nb2pipe.model.analysis import Analysis, CellFacts, Edge
from nb2pipe.model.findings import Finding, Fix, Position, Severity, Span
from nb2pipe.model.groups import cycles, live_in, live_out
from nb2pipe.model.notebook import Notebook

#: Version of the JSON document's form.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckedNotebook:
    """A notebook, its facts and what the rules found."""

    notebook: Notebook
    analysis: Analysis
    findings: tuple[Finding, ...]
    #: Where each finding stands in the file, lines and columns from 1; empty unless asked for.
    places: tuple[Span, ...] = ()
    #: The `fail-on` of its project; None if it does not say.
    fail_on: str | None = None

    def has_findings(self, at_least: Severity) -> bool:
        """True if any finding is as bad as that, or worse."""
        return any(finding.severity.rank >= at_least.rank for finding in self.findings)

    def to_dict(self) -> dict[str, object]:
        """The notebook's part of the JSON document."""
        return {
            "path": self.notebook.path,
            "cells": [cell_to_dict(cell) for cell in self.analysis.cells],
            "edges": [edge_to_dict(edge) for edge in self.analysis.edges],
            "findings": [finding_to_dict(finding) for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` says about one or several notebooks; questions about cells are for one."""

    notebooks: tuple[CheckedNotebook, ...]
    #: Path of a notebook that could not be read -> the reason.
    unreadable: Mapping[str, str]
    #: Path of a notebook of another language, found in a folder -> the reason.
    skipped: Mapping[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all notebooks."""
        return tuple(finding for checked in self.notebooks for finding in checked.findings)

    def has_findings(self, at_least: Severity) -> bool:
        """True if any finding is as bad as that, or worse."""
        return any(checked.has_findings(at_least) for checked in self.notebooks)

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe check --format json` prints."""
        document: dict[str, object] = {
            "schema_version": SCHEMA_VERSION,
            "notebooks": [checked.to_dict() for checked in self.notebooks],
        }
        if self.unreadable:
            document["unreadable"] = [{"path": path, "reason": reason} for path, reason in self.unreadable.items()]
        if self.skipped:
            document["skipped"] = [{"path": path, "reason": reason} for path, reason in self.skipped.items()]
        return document

    def slice_of(self, cell_or_name: int | str) -> tuple[int, ...]:
        """Indices of the cells that a cell or a variable's last value depends on."""
        return self._only().slice_of(cell_or_name)

    def dependents_of(self, cell: int) -> tuple[int, ...]:
        """Indices of the cells that use a value of this one, directly or through others."""
        return self._only().dependents_of(cell)

    def stale_after(self, cell: int) -> tuple[int, ...]:
        """Indices of the cells that must run again after a change of this one, itself included."""
        return self._only().stale_after(cell)

    def live_in(self, cells: Collection[int]) -> tuple[str, ...]:
        """Names whose values these cells use and other cells make."""
        return live_in(self._only().edges, cells)

    def live_out(self, cells: Collection[int]) -> tuple[str, ...]:
        """Names whose values these cells make and other cells use."""
        return live_out(self._only().edges, cells)

    def cycles(self, groups: Mapping[str, Collection[int]]) -> tuple[tuple[str, ...], ...]:
        """Groups of cells that need values of each other."""
        return cycles(self._only().edges, groups)

    def _only(self) -> Analysis:
        (checked,) = self.notebooks
        return checked.analysis


def check_quietly(
    path: str, *, select: tuple[str, ...], extend: tuple[str, ...], ignore: tuple[str, ...], locate: bool
) -> CheckReport:
    """Check one notebook for a report about many: the syntax trees stay behind, and what is unreadable is said."""
    from nb2pipe import service

    try:
        report = service.check(path, select=select, extend=extend, ignore=ignore, locate=locate)
    except OtherLanguage as error:
        return CheckReport((), {}, {error.path: error.reason})
    except UnreadableNotebook as error:
        return CheckReport((), {error.path: error.reason})
    return CheckReport(tuple(_without_trees(checked) for checked in report.notebooks), {})


def died(path: str) -> CheckReport:
    """What is said about a notebook on which the process that checked it has died."""
    return CheckReport((), {path: "the process that checked it has died"})


def _without_trees(checked: CheckedNotebook) -> CheckedNotebook:
    cells = tuple(
        replace(
            cell,
            reads={},
            writes={},
            effects=tuple(replace(effect, node=None) for effect in cell.effects),
            statements=(),
        )
        for cell in checked.analysis.cells
    )
    return replace(checked, analysis=replace(checked.analysis, cells=cells))


def locate_findings(data: bytes, notebook: Notebook, findings: Sequence[Finding]) -> tuple[Span, ...]:
    """Where findings stand in the notebook's file."""
    from nb2pipe.reading import find_places

    places = find_places(data, frozenset(finding.cell for finding in findings))
    return tuple(places.find(finding.cell, notebook.cells[finding.cell].source, finding.span) for finding in findings)


def finding_to_dict(finding: Finding) -> dict[str, object]:
    """A finding as JSON; with `fix` where it is fixable."""
    document: dict[str, object] = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "cell": finding.cell,
        "span": _span_to_dict(finding.span),
        "message": finding.message,
        "hint": finding.hint,
        "fixable": finding.fixable,
    }
    if finding.fix is not None:
        document["fix"] = fix_to_dict(finding.fix)
    return document


def fix_to_dict(fix: Fix) -> dict[str, object]:
    """A fix as JSON: ranges of cells and the text that takes their place, and all tags of cells that get others."""
    return {
        "title": fix.title,
        "applicability": "safe" if fix.is_safe else "unsafe",
        "edits": [{"cell": edit.cell, "span": _span_to_dict(edit.span), "text": edit.text} for edit in fix.edits],
        "tags": [{"cell": change.cell, "tags": list(change.tags)} for change in fix.tags],
    }


def cell_to_dict(cell: CellFacts) -> dict[str, object]:
    """The facts of a cell as JSON."""
    return {
        "index": cell.index,
        "id": cell.id,
        "type": cell.type.value,
        "step": cell.step,
        "name": cell.name,
        "role": cell.role.value,
        "defs": list(cell.defs),
        "refs": list(cell.refs),
        "mutates": list(cell.mutates),
        "deletes": list(cell.deletes),
        "reads_files": list(cell.reads_files),
        "writes_files": list(cell.writes_files),
        "may_mutate": list(cell.may_mutate),
        "certainty": cell.certainty.value,
        "effects": [{"kind": kind, "target": target} for kind, target in _effects(cell)],
    }


def _effects(cell: CellFacts) -> list[tuple[str, str]]:
    return sorted({(effect.kind.value, effect.target) for effect in cell.effects})


def edge_to_dict(edge: Edge) -> dict[str, object]:
    """An edge as JSON."""
    return {"source": edge.source, "target": edge.target, "names": list(edge.names), "via": edge.via.value}


def _span_to_dict(span: Span) -> dict[str, object]:
    return {"start": _position_to_dict(span.start), "end": _position_to_dict(span.end)}


def _position_to_dict(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
