"""NB602: a cell has several tags that say what it is."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.findings import Finding, Fix, Retagging, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import INJECTED_TAG, PARAMETERS_TAG, Cell, CellType, parse_step_tag


class TwoStepTags(Rule):
    """A cell has two step tags, or a step tag beside `parameters`, `step:report` or `step:skip`.

    A cell belongs to one step. Which one is not for a tool to guess.

    Remove one of the tags, or split the cell. `nb2pipe fix --unsafe-fixes` keeps the first.
    """

    code = RuleCode("NB602")
    name = "two-step-tags"
    severity = Severity.ERROR
    VALID = (
        notebook(cell("x = 1", "step:data", "hide-input")),
        notebook(cell("x = 1", "parameters")),
        notebook(cell("x = 1", "step:data", "step:data")),
    )
    INVALID = (
        notebook(cell("x = 1", "step:data", "step:train")),
        notebook(cell("x = 1", "step:data", "step:report")),
        notebook(cell("x = 1", "parameters", "step:data")),
    )

    UNSAFE_FIXED = (
        (notebook(cell("x = 1", "a", "step:data", "b", "step:train")), notebook(cell("x = 1", "a", "step:data", "b"))),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell."""
        for parsed in context.notebook.cells:
            roles = [
                tag
                for tag in dict.fromkeys(parsed.tags)
                if tag in (PARAMETERS_TAG, INJECTED_TAG, "step:report", "step:skip") or parse_step_tag(tag) is not None
            ]
            if len(roles) > 1 and parsed.type is CellType.CODE:
                yield self.found(
                    parsed.index,
                    message=f"this cell has the tags {quoted(roles)}; it can be only one of them",
                    hint="remove one of the tags, or split the cell",
                    blocks=True,
                    fix=_keeping_first(parsed, roles),
                )


def _keeping_first(parsed: Cell, roles: list[str]) -> Fix:
    kept = tuple(tag for tag in parsed.tags if tag not in roles[1:])
    return Fix(f"keep `{roles[0]}`", tags=(Retagging(parsed.index, kept),), is_safe=False)
