"""NB114: a cell was saved with an error as its output."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.guards import is_demonstration
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class SavedError(Rule):
    """The last run of the cell ended with an exception.

    If nothing has changed since, the notebook does not run to its end, and neither will the package.

    Fix the cell and run it again. If it is there to show the exception, tag it `raises-exception` (nbclient and
    nbval know the tag) and `step:skip`.
    """

    code = RuleCode("NB114")
    name = "saved-error"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("1 / 0", "raises-exception", error="ZeroDivisionError")),
        notebook(cell("x = 1", count=1)),
    )
    INVALID = (
        notebook(cell("x = 1 / y", error="NameError")),
        notebook(cell("1 / 0", "step:data", error="ZeroDivisionError")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each such cell."""
        for facts in context.cells:
            name = context.source(facts.index).cell.error_name
            if name is not None and not is_demonstration(context, facts.index):
                shown = f"`{name}`" if name else "an exception"
                yield self.found(
                    facts.index,
                    message=f"the last run of this cell ended with {shown}",
                    hint="fix it and run it again, or tag it `raises-exception` and `step:skip`",
                    severity=Severity.INFO if facts.role is Role.SKIP else None,
                )
