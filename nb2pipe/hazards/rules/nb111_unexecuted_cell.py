"""NB111: a cell was not run, and cells that were run need it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pipe.hazards.context import Context, cells_text
from nb2pipe.hazards.outside import described
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, is_pseudo

#: How many names a message lists.
_MOST_NAMES = 4


class UnexecutedCell(Rule):
    """A cell has no execution count, though cells below it that have one use what it defines.

    The saved outputs did not come from this code: the cell was edited, or its names came from somewhere else.

    Run the notebook from top to bottom and save it.
    """

    code = RuleCode("NB111")
    name = "unexecuted-cell"
    severity = Severity.WARNING
    VALID = (
        notebook("x = 1", "y = x"),
        notebook(cell("x = 1", count=1), cell("y = x", count=2), "z = 1"),
        notebook(cell("x = 1", count=1), "", cell("y = x", count=2)),
    )
    INVALID = (notebook("x = 1", cell("y = x", count=1)),)

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each such cell."""
        executed = {cell.cell.index for cell in context.parsed.cells if cell.cell.execution_count}
        if not executed:
            return
        for facts in context.code:
            if facts.index in executed:
                continue
            uses = [edge for edge in context.analysis.edges if edge.source == facts.index and edge.target in executed]
            if uses:
                names = sorted({name for edge in uses for name in edge.names})
                yield self.found(
                    facts.index,
                    message=f"this cell was not run, but {cells_text([uses[0].target])} needs {_listed(names)} from it",
                    hint="run the notebook from top to bottom and save it",
                )


def _listed(names: Sequence[str]) -> str:
    """The first names, as there may be many imports in a cell; at their end what is no variable."""
    texts = [described(name) for name in sorted(names, key=is_pseudo)]
    shown = texts if len(texts) <= _MOST_NAMES else [*texts[: _MOST_NAMES - 1], f"{len(texts) - _MOST_NAMES + 1} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
