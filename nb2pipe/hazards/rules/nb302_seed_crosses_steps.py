"""NB302: random numbers depend on a seed that another step has set."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.outside import is_seeded
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.accesses import Read
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class SeedCrossesSteps(Rule):
    """A step draws from a global generator whose state another step has left.

    The numbers depend on everything that was drawn before. nb2pipe hands the state from step to step, so the package
    draws what the notebook drew, but the steps cannot run side by side, and a draw more in one changes all later ones.

    Give each step a generator of its own (`rng = np.random.default_rng(seed)`), or each call a `random_state`.
    """

    code = RuleCode("NB302")
    name = "seed-crosses-steps"
    severity = Severity.INFO
    VALID = (
        notebook(cell("import numpy as np\nnp.random.seed(0)\nx = np.random.rand()", "step:data")),
        notebook("import numpy as np\nnp.random.seed(0)", "x = np.random.rand()"),
        notebook(
            cell("import numpy as np\nx = np.random.rand()", "step:data"), cell("y = np.random.rand()", "step:train")
        ),
    )
    INVALID = (
        notebook(
            cell("import numpy as np\nnp.random.seed(0)", "step:data"),
            cell("x = np.random.rand()", "step:train"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each step and library."""
        seen: set[tuple[str, str]] = set()
        for facts, step, read in context.step_reads():
            if not read.name.startswith("random:") or (step, read.name) in seen:
                continue
            others = [source.cell for source in read.sources if context.step_of(source.cell) not in (None, step)]
            if others and self._is_drawn(context, facts, read):
                seen.add((step, read.name))
                library = read.name.partition(":")[2]
                yield self.found(
                    facts.index,
                    context.span_in(facts.index, read.node, read.statement),
                    message=f"these numbers depend on the state of `{library}`'s generator after step "
                    f"`{context.step_of(others[-1])}` (cell {others[-1]})",
                    hint="give the step a generator of its own",
                )

    def _is_drawn(self, context: Context, facts: CellFacts, read: Read) -> bool:
        """Whether the cell surely draws, and from a generator that somebody has seeded: others differ in each run."""
        library = read.name.partition(":")[2]
        draws = (e for e in facts.effects if e.kind is EffectKind.DRAW and e.target == library and not e.is_guess)
        return any(True for _ in draws) and is_seeded(context, library, facts.index)
