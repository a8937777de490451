"""NB604: a cell that is not part of the pipeline changes a value that a step needs."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.outside import described, find_needs
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class ChangedOutsideSteps(Rule):
    """A report or skipped cell changes a value in place, or draws random numbers, before a step goes on with it.

    Report and skipped cells are not part of the pipeline: the step would see the value unchanged and compute
    something else.

    Give the cell the step's tag, or let it work on a copy (`df.copy()`, a generator of its own).
    """

    code = RuleCode("NB604")
    name = "changed-outside-steps"
    severity = Severity.ERROR
    VALID = (
        notebook(cell("xs = [1]", "step:data"), cell("print(xs)", "step:report"), cell("n = len(xs)", "step:train")),
        notebook(
            cell("import pandas as pd\ndf = pd.read_csv('a.csv')", "step:data"),
            cell("shown = df.copy()\nshown['b'] = 1\nshown", "step:report"),
            cell("n = len(df)", "step:train"),
        ),
    )
    INVALID = (
        notebook(
            cell("xs = [1]", "step:data"),
            cell("xs.append(2)\nprint(xs)", "step:report"),
            cell("n = len(xs)", "step:train"),
        ),
        notebook(cell("d = {}", "step:data"), cell("d['a'] = 1", "step:skip"), cell("print(d)", "step:train")),
        notebook(
            cell("import numpy as np\nnp.random.seed(0)", "step:data"),
            cell("print(np.random.rand())", "step:report"),
            cell("x = np.random.rand()", "step:train"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell that changes a value, and name."""
        seen: set[tuple[int, str]] = set()
        for need in find_needs(context, readers=(Role.STEP, Role.PARAMETERS), sources=(Role.REPORT, Role.SKIP)):
            origin, name = need.source.index, need.read.name
            is_moved = name.startswith("random:")
            if not (need.is_change or is_moved) or (origin, name) in seen:
                continue
            seen.add((origin, name))
            write = need.source.writes.get(name)
            span = context.statement_span(origin, write.statement if write is not None else 0)
            kind = "skipped" if need.source.role is Role.SKIP else "report"
            yield self.found(
                origin,
                span,
                message=f"this {kind} cell changes {described(name)}, which cell {need.reader.index} of step "
                f"`{context.step_of(need.reader.index) or 'parameters'}` needs",
                hint="give the cell a step tag, or let it work on a copy",
                blocks=True,
            )
