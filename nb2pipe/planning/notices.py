"""Findings of planning itself: what it had to split, fuse or leave out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pipe.model.findings import WHOLE_CELL, Finding, Severity, Span
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.plan import Step
from nb2pipe.planning.problems import Obstacle
from nb2pipe.planning.segments import Segment


def finding(
    code: str,
    name: str,
    severity: Severity,
    cell: int,
    message: str,
    *,
    hint: str = "",
    span: Span = WHOLE_CELL,
    blocks: bool = False,
) -> Finding:
    """A finding of planning."""
    return Finding(RuleCode(code), name, severity, cell, span, message, hint, blocks_export=blocks)


def blocking(code: str, name: str, cell: int, message: str, hint: str, span: Span) -> Finding:
    """A finding that stands in the way of the export."""
    return finding(code, name, Severity.ERROR, cell, message, hint=hint, span=span, blocks=True)


def split_notices(segments: Sequence[Segment], names: Sequence[str]) -> Iterator[Finding]:
    """Each step that is a further part of a tag."""
    seen: set[object] = set()
    for segment, name in zip(segments, names, strict=True):
        key = (segment.tag.kind, segment.tag.name)
        if key in seen:
            yield finding(
                "NB606",
                "split-step",
                Severity.INFO,
                segment.cells[0],
                f"`{segment.tag}` goes on here as step `{name}`: "
                "between its cells another step works on the same values",
                hint="Give the later cells a name of their own, or move them together.",
            )
        seen.add(key)


def fused_notice(obstacle: Obstacle) -> Finding:
    """Cells that had to become one step."""
    return finding(
        "NB608",
        "fused-steps",
        Severity.WARNING,
        obstacle.last,
        f"one step with cell {obstacle.first}: {obstacle.reason}",
        hint=obstacle.hint,
    )


def leftover_notice(cell: int, name: str, reason: str) -> Finding:
    """A function or class that nobody can import from the package."""
    return finding(
        "NB610",
        "definition-left-out",
        Severity.INFO,
        cell,
        f"`{name}` cannot be imported from the package: {reason}",
        hint="A function that a cell of a serve step defines, and that uses fitted values as they are, is returned "
        "by that step. A function that such a value holds has to take what it looks up as arguments: "
        "`functools.partial` hands it their values.",
    )


def fruitless_notice(step: Step) -> Finding:
    """A serve step that nobody gets anything from."""
    return finding(
        "NB611",
        "serves-nothing",
        Severity.INFO,
        step.cells[-1],
        f"step `{step.name}` returns nothing and writes no file: what it makes stays in it",
        hint="Let it define a function, or assign a value that a file can hold; "
        "an object whose class uses variables of the notebook is none.",
    )


def report_notice(cell: int, reason: str) -> Finding:
    """A report cell that the run notebook cannot show."""
    return finding(
        "NB609",
        "report-left-out",
        Severity.INFO,
        cell,
        f"left out of the run notebook: {reason}",
        hint="Split the step at this cell if the run should show it.",
    )
