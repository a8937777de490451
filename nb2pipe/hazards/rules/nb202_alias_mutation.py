"""NB202: a step sees a value changed through another name in another step."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import root_of
from nb2pipe.model.accesses import Read, Via, Write, WriteKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName, is_pseudo


class AliasMutation(Rule):
    """Two names stand for the same object, one step changes it through one of them, and a later step uses the other.

    The reader of that step sees no change of the name it uses. nb2pipe lets the names travel together, so the
    package computes what the notebook computes; a person who changes it later may not see why.

    A column (`s = df["x"]`) or some rows of a table are a case of their own: under pandas 2 the table changes with them
    as long as they are in one process, which is not so where another step changes them; under pandas 3 it never does.

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
        notebook(
            cell("import pandas as pd\ndf = pd.DataFrame({'x': [1, 2]})\ns = df['x'].copy()", "step:data"),
            cell("s.iloc[0] = 9", "step:feature"),
            cell("n = df['x'].sum()", "step:train"),
        ),
        notebook(
            cell("import pandas as pd\ndf = pd.DataFrame({'x': [1, 2]})", "step:data"),
            cell("s = df['x']\ns.iloc[0] = 9", "step:feature"),
            cell("n = df['x'].sum()", "step:train"),
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
        notebook(
            cell("import pandas as pd\ndf = pd.DataFrame({'x': [1, 2]})\ns = df['x']", "step:data"),
            cell("s.iloc[0] = 9", "step:feature"),
            cell("n = df['x'].sum()", "step:train"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each changing cell and name."""
        seen: set[tuple[int, str]] = set()
        for facts, step, read in context.step_reads():
            sure = [source.cell for source in read.sources if source.via is Via.ALIAS]
            for at in dict.fromkeys([*sure, *([read.producer] if read.producer is not None else [])]):
                if context.step_of(at) in (None, step) or is_pseudo(read.name) or (at, read.name) in seen:
                    continue
                write = context.cells[at].writes.get(read.name)
                if write is None or write.kind is not WriteKind.ALIAS or (at not in sure and not write.is_guess):
                    continue
                # A name that the changing cell made itself (`for frame in (a, b)`) is in plain sight.
                changed = context.cells[at].reads.get(VarName(root_of(write.node)))
                if changed is None or (write.is_guess and not _is_taken_elsewhere(context, at, write, changed)):
                    continue
                seen.add((at, read.name))
                when = ", under pandas 2 and in one process," if write.is_guess else ""
                yield self.found(
                    at,
                    context.span_in(at, write.node, write.statement),
                    message=f"this changes{when} `{read.name}` too, which step `{step}` (cell {facts.index}) uses",
                    hint=f"copy if `{read.name}` should stay as it was, or use one name for both",
                )


def _is_taken_elsewhere(context: Context, at: int, write: Write, changed: Read) -> bool:
    """Whether another step has taken the column or rows of a table that the cell changes."""
    maker = context.step_of(changed.producer) if changed.producer is not None else None
    return write.type in ("DataFrame", "Series") and maker is not None and maker != context.step_of(at)
