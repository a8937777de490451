"""CheckReport -> SARIF 2.1.0, as code scanning services read it.

A result's region is in the `.ipynb` file; its logical location names the cell, with line and column in it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from nb2pipe import __version__
from nb2pipe.cli.sources import line_of
from nb2pipe.model.findings import Finding, Severity, Span

if TYPE_CHECKING:
    from nb2pipe.hazards.rule import Rule
    from nb2pipe.service.checking import CheckedNotebook, CheckReport

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def to_sarif(report: CheckReport) -> dict[str, object]:
    """The log of one run over all notebooks; the report must know the findings' places."""
    from nb2pipe.hazards import RULES

    rules = list(RULES.values())
    indices = {rule.code: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "nb2pipe", "version": __version__, "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.unreadable,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": reason}, "locations": [_file(path)]}
                    for path, reason in report.unreadable.items()
                ],
            }
        ],
        "results": [
            {**result, "ruleIndex": indices[result["ruleId"]]}  # type: ignore[index]  # a code, by construction
            for checked in report.notebooks
            for result in _results(checked)
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, object]:
    from nb2pipe.hazards.pages import render_page, summary_of

    summary = summary_of(rule)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": summary},
        "help": {"text": summary, "markdown": render_page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(checked: CheckedNotebook) -> Iterator[dict[str, object]]:
    seen: Counter[str] = Counter()
    for finding, place in zip(checked.findings, checked.places, strict=True):
        fingerprint = _fingerprint(checked, finding)
        seen[fingerprint] += 1
        hint = f" ({finding.hint})" if finding.hint else ""
        yield {
            "ruleId": finding.code,
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message + hint},
            "locations": [{**_file(checked.notebook.path, place), "logicalLocations": [_cell(checked, finding)]}],
            # Stays when cells above come or go, so that a service knows the finding again.
            "partialFingerprints": {"nb2pipe/v1": f"{fingerprint}:{seen[fingerprint]}"},
        }


def _fingerprint(checked: CheckedNotebook, finding: Finding) -> str:
    line = line_of(checked.notebook, cell=finding.cell, line=finding.span.start.line)
    return hashlib.sha256(f"{finding.code}\n{line.strip()}".encode()).hexdigest()[:16]


def _file(path: str, place: Span | None = None) -> dict[str, object]:
    pure = PurePath(path)
    uri = Path(path).as_uri() if pure.is_absolute() else quote(pure.as_posix(), errors="surrogateescape")
    physical: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if place is not None:
        physical["region"] = {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        }
    return {"physicalLocation": physical}


def _cell(checked: CheckedNotebook, finding: Finding) -> dict[str, object]:
    start = finding.span.start
    return {
        "name": f"cell {finding.cell}",
        "fullyQualifiedName": checked.notebook.cells[finding.cell].id,
        "kind": "cell",
        "properties": {"cell": finding.cell, "line": start.line, "column": start.column + 1},
    }
