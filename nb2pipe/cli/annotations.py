"""CheckReport -> the workflow commands by which GitHub Actions shows findings beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nb2pipe.model.findings import Severity

if TYPE_CHECKING:
    from nb2pipe.service.checking import CheckReport

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def to_annotations(report: CheckReport) -> Iterator[str]:
    """One line for each finding; the report must know the findings' places."""
    for checked in report.notebooks:
        for finding, place in zip(checked.findings, checked.places, strict=True):
            properties = {"file": checked.notebook.path, "line": place.start.line, "endLine": place.end.line}
            # GitHub takes columns only within one line.
            if place.start.line == place.end.line:
                properties |= {"col": place.start.column, "endColumn": max(place.end.column, place.start.column)}
            properties["title"] = f"{finding.code} {finding.name}"
            where = f"cell {finding.cell}, line {finding.span.start.line}"
            hint = f"\n{finding.hint}" if finding.hint else ""
            yield _command(_COMMANDS[finding.severity], properties, f"{where}: {finding.message}{hint}")
    for path, reason in report.unreadable.items():
        yield _command("error", {"file": path, "title": "unreadable notebook"}, reason)


def _command(name: str, properties: dict[str, object], message: str) -> str:
    fields = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in properties.items())
    return f"::{name} {fields}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    """Percent-encode what would end the command, a line, or a property."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
