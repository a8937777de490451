"""Findings -> text with the source line and a caret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from nb2pipe.cli.sources import line_of, printable, width
from nb2pipe.model.findings import WHOLE_NOTEBOOK, Finding, Severity
from nb2pipe.model.notebook import Notebook

#: A longer line is shown in part.
_LONGEST_LINE = 160
#: What is shown of it before the span.
_CONTEXT = 40
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render_finding(finding: Finding, notebook: Notebook) -> str:
    """One finding as a few lines: where, what, the line with a caret, what to do.

    nb.ipynb: cell 3, line 2: error NB101 use-before-definition: …
      2 | y = x + 1
        |     ^
        = define x above
    """
    line, column = finding.span.start.line, finding.span.start.column
    label = click.style(f"{finding.severity} {finding.code}", fg=_COLORS[finding.severity], bold=True)
    is_somewhere = finding.code not in WHOLE_NOTEBOOK
    where = f" cell {finding.cell}, line {line}:" if is_somewhere else ""
    lines = [f"{notebook.path}:{where} {label} {finding.name}: {printable(finding.message)}"]
    margin = " " * len(str(line))
    source = line_of(notebook, cell=finding.cell, line=line) if is_somewhere else ""
    if source.strip():
        end = finding.span.end
        stop = end.column if end.line == line else len(source)
        shown, indent = _cut(source, column, stop)
        carets = "^" * min(max(width(source[column:stop]), 1), max(width(shown) - indent, 1))
        lines.append(f"  {line} | {printable(shown.expandtabs(1))}")
        lines.append(f"  {margin} | {' ' * indent}{click.style(carets, fg=_COLORS[finding.severity])}")
    if finding.hint:
        lines.append(f"  {margin} = {printable(finding.hint)}")
    return "\n".join(lines)


def _cut(source: str, column: int, stop: int) -> tuple[str, int]:
    """The part of a line around its span, and how far the span is indented in it."""
    if len(source) <= _LONGEST_LINE:
        return source, width(source[:column])
    start = max(0, min(column - _CONTEXT, len(source) - _LONGEST_LINE))
    end = min(len(source), max(start + _LONGEST_LINE, min(stop, column + _LONGEST_LINE)))
    before, after = "…" if start else "", "…" if end < len(source) else ""
    return before + source[start:end] + after, len(before) + width(source[start:column])


def render_summary(findings: Sequence[Finding]) -> str:
    """Such as `2 errors, 1 warning`."""
    counts = Counter(finding.severity for finding in findings)
    parts = []
    for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "info")):
        if counts[severity]:
            plural = "s" if counts[severity] > 1 and severity is not Severity.INFO else ""
            parts.append(f"{counts[severity]} {noun}{plural}")
    return ", ".join(parts) or "no findings"
