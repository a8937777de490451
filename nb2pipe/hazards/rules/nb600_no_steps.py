"""NB600: no cell is tagged as a step."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class NoSteps(Rule):
    """No cell of the notebook is tagged as a step, so there is nothing to export.

    Most notebooks are no pipelines, so the rule is off by default. Select it, or name it in `extend-select`, where
    every notebook of a folder is to become a package.

    Tag cells with `step:data`, `step:feature`, `step:train` or `step:serve`; `nb2pipe tag --write` proposes them.
    """

    code = RuleCode("NB600")
    name = "no-steps"
    severity = Severity.ERROR
    is_default = False
    VALID = (notebook(cell("x = 1", "step:data")), notebook("x = 1", cell("y = 2", "step:train:small")))
    INVALID = (notebook("x = 1"), notebook(cell("x = 1", "step:skip")))

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for the notebook."""
        if context.cells and not any(facts.role is Role.STEP for facts in context.cells):
            yield self.found(
                0,
                message="no cell is tagged as a step",
                hint="tag cells with step:data, step:feature, step:train or step:serve, or run `nb2pipe tag --write`",
                blocks=True,
            )
