"""NB303: an option of a library is set in one step and holds in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pipe.hazards.context import Context, cells_text
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName


class OptionCrossesSteps(Rule):
    """A step sets an option of a library (`pd.set_option`, `rcParams`, …), and later steps use the library.

    Options hold for a process. nb2pipe sets them again in each step that needs them, so nothing changes; in a cell
    of their own, beside the imports, everybody sees that they hold everywhere.

    Move options into a cell without a tag, below the imports.
    """

    code = RuleCode("NB303")
    name = "option-crosses-steps"
    severity = Severity.INFO
    VALID = (
        notebook(
            "import pandas as pd\npd.set_option('display.max_rows', 5)",
            cell("df = pd.read_csv('a.csv')", "step:data"),
        ),
    )
    INVALID = (
        notebook(
            cell("import polars as pl\npl.Config.set_tbl_rows(3)\ndf = pl.read_csv('a.csv')", "step:data"),
            cell("print(df)", "step:train"),
        ),
        notebook(
            cell("import torch\ntorch.set_default_dtype(torch.float64)", "step:data"),
            cell("x = torch.zeros(2)", "step:train"),
        ),
        notebook(
            cell("import pandas as pd\npd.set_option('mode.copy_on_write', True)", "step:data"),
            cell("df = pd.read_csv('a.csv')", "step:feature"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each statement that sets an option."""
        for facts, effect in context.effects(EffectKind.SET_OPTION):
            step = context.step_of(facts.index)
            if step is None:
                continue
            others = [
                user for user in _users(context, facts.index, effect) if context.step_of(user) not in (None, step)
            ]
            if others:
                yield self.found(
                    facts.index,
                    context.effect_span(facts, effect),
                    message=f"this option of `{effect.target}` holds in other steps too ({cells_text(others[:3])})",
                    hint="move options into an untagged cell below the imports",
                )


def _users(context: Context, cell: int, effect: Effect) -> Sequence[int]:
    """Cells that use the library after the option is set."""
    known = context.readers.get((cell, VarName(f"option:{effect.target}")), ())
    if known:
        return known
    prefix = f"{effect.target}."
    calling = {f.index for f in context.code if any(call.startswith(prefix) for call in (*f.calls, *f.calls_inside))}
    # What the library made is asked by its methods, which do not bear its name.
    taking = {facts.index for facts, read in context.reads() if any(s.cell in calling for s in read.sources)}
    return [facts.index for facts in context.code if facts.index > cell and facts.index in calling | taking]
