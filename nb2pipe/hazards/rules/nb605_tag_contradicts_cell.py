"""NB605: a cell does something else than its tag says."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import FORETELLING, class_called_on, learns, lines_of, note_made
from nb2pipe.hazards.rule import Rule, cell, markdown, notebook
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import CellType, parse_step_tag
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.plain_values import is_plain


class TagContradictsCell(Rule):
    """A cell's tag says one thing, its code another.

    A `parameters` cell that reads files or computes: papermill and the package put other values in its place, so its
    work is done before the parameters are known. What steps need of it would be lost, so that nothing is exported.
    A step cell that only shows something: it belongs into the report. A step tag on a markdown cell: it does nothing.

    A cell of a data or feature step that fits a model which foretells: the step of that name is not where others look.

    Move the computation into a step; give the showing cell `step:report`; remove the tag.
    """

    code = RuleCode("NB605")
    name = "tag-contradicts-cell"
    severity = Severity.WARNING
    VALID = (
        notebook(cell("n = 3\nname = 'a'\nhalf = n / 2", "parameters"), cell("x = n", "step:data")),
        notebook(cell("from pathlib import Path\nroot = Path('data')", "parameters")),
        notebook(cell("x = 1\nprint(x)", "step:data")),
        notebook(markdown("# Data"), cell("x = 1", "step:data")),
        notebook(
            cell("X = StandardScaler().fit(X).transform(X)", "step:feature"),
            cell("m = Ridge().fit(X, y)", "step:train"),
        ),
    )
    INVALID = (
        notebook(cell("model = Ridge()\nmodel.fit(X, y)", "step:data"), cell("print(model.coef_)", "step:train")),
        notebook(cell("import pandas as pd\ndf = pd.read_csv('a.csv')", "parameters")),
        notebook(cell("for i in range(3):\n    n = i", "parameters")),
        notebook(cell("x = 1", "step:data"), cell("print(x)", "step:train")),
        notebook(markdown("# Data", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell."""
        for facts in context.cells:
            tags = context.source(facts.index).cell.tags
            if facts.type is not CellType.CODE:
                if any(parse_step_tag(tag) is not None for tag in tags):
                    yield self.found(
                        facts.index,
                        message="a step tag does nothing on a cell that is not code",
                        hint="remove the tag",
                        severity=Severity.INFO,
                    )
            elif facts.role is Role.PARAMETERS:
                yield from self._parameters(context, facts)
            elif facts.role is Role.STEP and facts.statements and self._only_shows(facts):
                yield self.found(
                    facts.index,
                    message="this cell only shows something, so it adds nothing to its step",
                    hint="tag it `step:report`",
                    severity=Severity.INFO,
                )

        yield from self._fits_elsewhere(context)

    def _fits_elsewhere(self, context: Context) -> Iterator[Finding]:
        """Models that are fitted in steps that make data or features; clusters and the like may be features."""
        if not (context.has_steps and learns(context)):
            return
        made: dict[str, str] = {}
        for line in lines_of(context):
            kind = context.cells[line.cell].step
            for call in line.calls if "fit" in line.called and kind in ("data", "feature") else ():
                model = class_called_on(call, made) if called_name(call) == "fit" else ""
                if model.endswith(FORETELLING):
                    yield self.found(
                        line.cell,
                        context.span(line.cell, call),
                        message=f"this fits a model (`{model}`), but the cell's tag says `step:{kind}`",
                        hint="tag it `step:train`",
                        severity=None if kind == "data" else Severity.INFO,
                    )
            note_made(line, made)

    def _only_shows(self, facts: CellFacts) -> bool:
        if any(not write.is_guess for write in facts.writes.values()) or facts.writes_files or facts.deletes:
            return False
        return all(_shows(statement.node, is_display=statement.is_display) for statement in facts.statements)

    def _parameters(self, context: Context, facts: CellFacts) -> Iterator[Finding]:
        for statement in facts.statements:
            if statement.is_import or is_plain(statement.node):
                continue
            yield self.found(
                facts.index,
                context.statement_span(facts.index, statement.index),
                message="a parameters cell holds plain values; this computes something",
                hint="move it into a step",
            )


def _shows(node: cst.CSTNode, *, is_display: bool) -> bool:
    """Whether a statement is a bare value, `print(…)` or `display(…)`."""
    if not (isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 and isinstance(node.body[0], cst.Expr)):
        return False
    value = node.body[0].value
    is_print = (
        isinstance(value, cst.Call) and isinstance(value.func, cst.Name) and value.func.value in ("print", "display")
    )
    return is_display or is_print
