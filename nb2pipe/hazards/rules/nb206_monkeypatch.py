"""NB206: a cell changes a library."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class Monkeypatch(Rule):
    """A cell replaces or adds an attribute of an imported module or class.

    The change holds for everything that runs later in the same process, and only there: another step does not
    have it unless it is made again.

    Write a function or a subclass of your own, and use that. Where a module's setting gets a plain value
    (`torch.backends.cudnn.benchmark = True`), the finding is an info.
    """

    code = RuleCode("NB206")
    name = "monkeypatch"
    severity = Severity.WARNING
    VALID = (
        notebook("cache = {}", "del globals()['cache']"),
        notebook("import pandas as pd\npd.options.display.max_rows = 5"),
        notebook("import pandas as pd\ndf = pd.DataFrame()\ndf.attrs = {}"),
        notebook("class A:\n    pass\nA.x = 1"),
        notebook("from bokeh.sampledata.gapminder import regions", "some = regions.loc[['a', 'b']]\nsome['c'] = 1"),
        notebook("def cost(x):\n    return x", "cost.errordef = 1"),
    )
    INVALID = (
        notebook("import pandas as pd\npd.DataFrame.head2 = lambda self: self.head(2)"),
        notebook("import math\nmath.tau = 6"),
        notebook("import numpy as np\nsetattr(np, 'float', float)"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each such statement."""
        for facts, effect in context.live_effects(EffectKind.MONKEYPATCH):
            # An attribute of a function of the notebook's own, which carries it along.
            if effect.target.startswith("function:"):
                continue
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message=f"this changes `{effect.target}` for everything that runs later in this process",
                hint="write a function or a subclass of your own",
                severity=Severity.INFO if _sets_plain_value(context, facts, effect) else None,
            )


def _sets_plain_value(context: Context, facts: CellFacts, effect: Effect) -> bool:
    """Whether a module's setting gets a plain value, such as `torch.backends.cudnn.benchmark = True`."""
    home = context.home_of(effect.node, facts.index)
    assign = None
    if home is not None and effect.node is not None:
        assign = context.tree(home).enclosing(effect.node, lambda outer: isinstance(outer, cst.Assign))
    if not isinstance(assign, cst.Assign):
        return False
    if isinstance(assign.value, cst.Name):
        return assign.value.value in ("True", "False", "None")
    return isinstance(assign.value, (cst.Integer, cst.Float, cst.SimpleString))
