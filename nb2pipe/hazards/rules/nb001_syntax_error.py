"""NB001: a cell is not Python."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.guards import automagic_word, is_demonstration
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Position, Severity, Span
from nb2pipe.model.ids import RuleCode


class NotPython(Rule):
    """A cell is neither Python nor a magic that IPython would rewrite.

    The cell fails when the notebook runs from top to bottom, and nothing can be said about the names it would
    have defined.

    Fix the cell, delete it, or turn it into markdown if it is prose.
    """

    code = RuleCode("NB001")
    name = "syntax-error"
    severity = Severity.ERROR
    VALID = (
        notebook("x = 1"),
        notebook("%matplotlib inline\nx = 1"),
        notebook("!ls\nx = 1"),
        notebook("x = [\n    1,\n]"),
        notebook("ls -l *.csv"),
        notebook(cell("x = = 1", "raises-exception")),
    )
    INVALID = (
        notebook("x = = 1"),
        notebook("def f(:\n    pass"),
        notebook("print 'python 2'"),
        notebook(cell("x = (1", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell without a tree."""
        for parsed in context.parsed.cells:
            fault = parsed.fault
            index = parsed.cell.index
            if fault is None or is_demonstration(context, index):
                continue
            lines = parsed.cell.source.split("\n")
            line = min(max(fault.line, 1), len(lines))
            if automagic_word(lines[line - 1]):
                continue
            column = min(max(fault.column, 0), len(lines[line - 1]))
            is_skipped = context.cells[index].role is Role.SKIP
            yield self.found(
                index,
                Span(Position(line, column), Position(line, len(lines[line - 1]))),
                message=f"this is not Python: `{fault.message}`",
                hint="fix the cell, or tag it `step:skip` and make it markdown",
                severity=Severity.WARNING if is_skipped else None,
                blocks=not is_skipped,
            )
