"""NB202: a step sees a value changed through another name in another step."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import root_of
from nb2pipe.model.accesses import Via, WriteKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName, is_pseudo


class AliasMutation(Rule):
    """Two names stand for the same object, one step changes it through one of them, and a later step uses the other.

    The reader of that step sees no change of the name it uses. nb2pipe lets the names travel together, so the
    package computes what the notebook computes; a person who changes it later may not see why.

    Copy (`b = a.copy()`) if the names should be independent, or use one name.
    """

    code = RuleCode("NB202")
    name = "alias-mutation"
    severity = Severity.WARNING
    VALID = (
        notebook(
            cell("a = [1]\nb = list(a)", "step:data"), cell("a.append(2)", "step:feature"), cell("len(b)", "step:train")
        ),
        notebook("a = [1]\nb = a", "a.append(2)", "len(b)"),
        notebook(cell("a = [1]\nb = a", "step:data"), cell("a.append(2)\nn = len(b)", "step:feature")),
        notebook(
            cell("a = [1]\nb = [2]", "step:data"),
            cell("for xs in (a, b):\n    xs.append(3)", "step:feature"),
            cell("n = len(a)", "step:train"),
        ),
    )
    INVALID = (
        notebook(
            cell("a = [1]\nb = a", "step:data"), cell("a.append(2)", "step:feature"), cell("n = len(b)", "step:train")
        ),
        notebook(
            cell("rows = []\ncfg = {'rows': rows}", "step:data"),
            cell("cfg['rows'].append(1)", "step:feature"),
            cell("n = len(rows)", "step:train"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each changing cell and name."""
        seen: set[tuple[int, str]] = set()
        for facts, step, read in context.step_reads():
            for source in read.sources:
                other = context.step_of(source.cell)
                if source.via is not Via.ALIAS or other in (None, step) or is_pseudo(read.name):
                    continue
                write = context.cells[source.cell].writes.get(read.name)
                if write is None or write.kind is not WriteKind.ALIAS or write.is_guess:
                    continue
                # A name that the changing cell made itself (`for frame in (a, b)`) is in plain sight.
                if VarName(root_of(write.node)) not in context.cells[source.cell].reads:
                    continue
                if (source.cell, read.name) not in seen:
                    seen.add((source.cell, read.name))
                    yield self.found(
                        source.cell,
                        context.span_in(source.cell, write.node, write.statement),
                        message=f"this changes `{read.name}` too, which step `{step}` (cell {facts.index}) uses",
                        hint=f"copy if `{read.name}` should stay as it was, or use one name for both",
                    )
