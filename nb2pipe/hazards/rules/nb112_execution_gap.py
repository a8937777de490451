"""NB112: execution counts are missing: cells were run again, or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nb2pipe.hazards.context import Context, cells_text, quoted
from nb2pipe.hazards.idempotency import repeated_effects
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.rules.nb102_undefined_name import is_undefined
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class ExecutionGap(Rule):
    """The execution counts have gaps.

    A number that is missing is a cell that was run again or deleted. That is harmless for most cells. It is a
    warning where it tells something: beside a name that nothing defines, the deleted cell defined it; at a cell that
    gives another result each time it runs, the saved result may come from running it twice.

    Run the notebook from top to bottom in a fresh kernel.
    """

    code = RuleCode("NB112")
    name = "execution-gap"
    severity = Severity.INFO
    VALID = (
        notebook(cell("x = 1", count=1), cell("y = x", count=2)),
        notebook(cell("x = 1", count=5), cell("y = x", count=6)),
        notebook("x = 1"),
    )
    INVALID = (
        notebook(cell("x = 1", count=1), cell("y = x", count=4)),
        notebook(cell("x = 1", count=1), cell("y = x + z", count=3)),
        notebook(cell("x = 1", count=1), cell("x += 1", count=3)),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for the notebook, and one for each cell at which a gap tells something."""
        counts = {
            cell.cell.execution_count: cell.cell.index for cell in context.parsed.code() if cell.cell.execution_count
        }
        ordered = sorted(counts)
        gaps = {b: (a, b) for a, b in pairwise(ordered) if b > a + 1}
        if not gaps:
            return
        cells = [counts[after] for after in gaps]
        missing = sum(b - a - 1 for a, b in gaps.values())
        numbers = "one execution count is" if missing == 1 else f"{missing} execution counts are"
        shown = cells_text(cells[:4]) + (" and others" if len(cells) > 4 else "")
        yield self.found(
            cells[0],
            message=f"{numbers} missing before {shown}: cells were run again or deleted",
            hint="restart the kernel and run all cells",
        )
        for after, index in sorted(counts.items()):
            if after in gaps or index - 1 in cells:
                yield from self._telling(context, index, is_after_gap=after in gaps)

    def _telling(self, context: Context, index: int, *, is_after_gap: bool) -> Iterator[Finding]:
        facts = context.cells[index]
        missing = [read.name for read in facts.reads.values() if is_undefined(context, facts, read)]
        if missing:
            yield self.found(
                index,
                message=f"a cell is missing near this one; it may have defined {quoted(sorted(missing))}",
                hint="bring the deleted cell back",
                severity=Severity.WARNING,
            )
        again = sorted({name for name, _ in repeated_effects(context, facts)})
        if again and is_after_gap:
            yield self.found(
                index,
                message=f"this cell may have been run more than once, and each run changes {quoted(again)} again",
                hint="restart the kernel, run all cells, and compare the results",
                severity=Severity.WARNING,
            )
