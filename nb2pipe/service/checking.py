"""Findings and facts of checked notebooks, and the JSON document that says them.

schema_version history of the document: 1, first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nb2pipe.model.analysis import Analysis, CellFacts, Edge
from nb2pipe.model.findings import Finding, Position, Severity
from nb2pipe.model.notebook import Notebook

#: Version of the JSON document's form.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckedNotebook:
    """A notebook, its facts and what the rules found."""

    notebook: Notebook
    analysis: Analysis
    findings: tuple[Finding, ...]

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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all notebooks."""
        return tuple(finding for checked in self.notebooks for finding in checked.findings)

    def has_findings(self, at_least: Severity) -> bool:
        """True if any finding is as bad as that, or worse."""
        return any(finding.severity.rank >= at_least.rank for finding in self.findings)

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe check --format json` prints."""
        document: dict[str, object] = {
            "schema_version": SCHEMA_VERSION,
            "notebooks": [checked.to_dict() for checked in self.notebooks],
        }
        if self.unreadable:
            document["unreadable"] = [{"path": path, "reason": reason} for path, reason in self.unreadable.items()]
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

    def _only(self) -> Analysis:
        (checked,) = self.notebooks
        return checked.analysis


def finding_to_dict(finding: Finding) -> dict[str, object]:
    """A finding as JSON."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "cell": finding.cell,
        "span": {"start": _position_to_dict(finding.span.start), "end": _position_to_dict(finding.span.end)},
        "message": finding.message,
        "hint": finding.hint,
        "fixable": finding.fixable,
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


def _position_to_dict(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
