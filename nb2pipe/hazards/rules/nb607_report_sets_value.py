"""NB607: a step needs a value that a report or skipped cell makes."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.outside import described, find_needs
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity, Span
from nb2pipe.model.ids import RuleCode


class ReportSetsValue(Rule):
    """A step uses a value that is made in a report cell or in a skipped cell; or a report uses one of a skipped cell.

    Report and skipped cells are not part of the pipeline: the value is missing there.

    Tag the cell that makes the value with a step, or move the assignment into the step that uses it.
    """

    code = RuleCode("NB607")
    name = "report-sets-value"
    severity = Severity.ERROR
    VALID = (
        notebook(cell("x = 1", "step:data"), cell("y = x\nprint(y)", "step:report"), cell("z = x", "step:train")),
        notebook(cell("y = 1", "step:report"), cell("print(y)", "step:report")),
        notebook(cell("import math", "step:skip"), cell("x = math.pi", "step:data")),
    )
    INVALID = (
        notebook(cell("x = [1]", "step:data"), "n = len(x)\nprint(n)\nn", cell("y = n", "step:train")),
        notebook(cell("limit = len(str(3))\nprint(limit)", "step:report"), cell("x = limit", "step:data")),
        notebook(cell("limit = len(str(3))", "step:skip"), cell("x = limit", "step:data")),
        notebook(cell("x = 1", "step:data"), cell("y = x", "step:skip"), cell("print(y)", "step:report")),
        notebook(cell("with open('a') as f:\n    import math", "step:skip"), cell("x = math.pi", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and name."""
        for need in find_needs(context, readers=(Role.STEP, Role.PARAMETERS), sources=(Role.REPORT, Role.SKIP)):
            if not need.is_change and not need.read.name.startswith("random:"):
                yield self._missing(context, need.reader.index, need.span(context), need.read.name, need.source.index)
        for need in find_needs(context, readers=(Role.REPORT,), sources=(Role.SKIP,)):
            if not need.read.name.startswith("random:"):
                yield self._missing(context, need.reader.index, need.span(context), need.read.name, need.source.index)

    def _missing(self, context: Context, reader: int, span: Span, name: str, origin: int) -> Finding:
        is_tagged = "step:report" in context.source(origin).cell.tags
        role = "is a report cell" if is_tagged else "has no step tag and shows something, so it is taken for a report"
        role = "is skipped" if context.cells[origin].role is Role.SKIP else role
        return self.found(
            reader,
            span,
            message=f"this cell needs {described(name)} from cell {origin}, which {role}",
            hint=f"give cell {origin} a step tag",
            blocks=True,
        )
