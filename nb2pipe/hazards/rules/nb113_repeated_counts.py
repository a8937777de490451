"""NB113: several cells have the same execution count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nb2pipe.hazards.context import Context, cells_text
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class RepeatedCounts(Rule):
    """Two cells have the same execution count: they were run in different sessions.

    The saved outputs are a mixture of several runs, and the counts say nothing about the order.

    Run the notebook from top to bottom in a fresh kernel and save it.
    """

    code = RuleCode("NB113")
    name = "repeated-counts"
    severity = Severity.WARNING
    VALID = (notebook(cell("x = 1", count=1), cell("y = x", count=2)), notebook("x = 1", "y = 2"))
    INVALID = (notebook(cell("x = 1", count=1), cell("y = x", count=1)),)

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for the notebook, at the second cell with a count."""
        counted = [(c.cell.execution_count, c.cell.index) for c in context.parsed.cells if c.cell.execution_count]
        repeated = [count for count, times in Counter(count for count, _ in counted).items() if times > 1]
        if repeated:
            cells = [index for count, index in counted if count == repeated[0]]
            yield self.found(
                cells[1],
                message=f"{cells_text(cells)} have the same execution count: outputs of several sessions are mixed",
                hint="restart the kernel and run all cells",
            )
