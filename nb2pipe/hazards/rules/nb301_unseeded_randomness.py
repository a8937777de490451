"""NB301: random numbers without a seed."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.outside import is_seeded
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import CellFacts, EffectKind, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_OWN_GENERATORS = {
    "default_rng": "numpy.random.default_rng",
    "RandomState": "numpy.random.RandomState",
    "Random": "random.Random",
}


class UnseededRandomness(Rule):
    """Random numbers are drawn, and no seed was set: by `np.random.*`, `random.*`, `train_test_split`, `KMeans`, …

    Each run gives other results. They cannot be compared with those of the last run, and `nb2pipe verify` can
    only say that the notebook differs from itself.

    Give the call a `random_state`, draw from a generator of your own (`rng = np.random.default_rng(seed)`), and
    make the seed a parameter.
    """

    code = RuleCode("NB301")
    name = "unseeded-randomness"
    severity = Severity.WARNING
    VALID = (
        notebook("import numpy as np\nnp.random.seed(0)", "x = np.random.rand()"),
        notebook("import numpy as np\nrng = np.random.default_rng(0)", "x = rng.normal()"),
        notebook(
            "from sklearn.model_selection import train_test_split", "a, b = train_test_split([1, 2], random_state=0)"
        ),
        notebook("import random", "r = random.Random(3)\nr.random()"),
    )
    INVALID = (
        notebook("import numpy as np\nx = np.random.rand()"),
        notebook("import random\nx = random.choice([1, 2])"),
        notebook("from sklearn.model_selection import train_test_split", "a, b = train_test_split([1, 2])"),
        notebook("import numpy as np\nrng = np.random.default_rng()"),
        notebook("import numpy as np\nx = np.random.rand()", "np.random.seed(0)"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each statement that draws."""
        for facts, effect in context.effects(EffectKind.DRAW):
            library = effect.target
            if facts.role is Role.SKIP or is_seeded(context, library, facts.index, effect.statement):
                continue
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message=f"this draws from {library}'s global generator, which nothing has seeded",
                hint="pass `random_state=`, or seed a generator of your own",
            )
        for facts in context.code:
            if facts.role is not Role.SKIP:
                yield from self._own_generators(context, facts)

    def _own_generators(self, context: Context, facts: CellFacts) -> Iterator[Finding]:
        if not set(_OWN_GENERATORS.values()) & set(facts.calls):
            return
        for node in context.tree(facts.index).all(cst.Call):
            name = node.func.attr.value if isinstance(node.func, cst.Attribute) else getattr(node.func, "value", "")
            if isinstance(name, str) and _OWN_GENERATORS.get(name, "") in facts.calls and not node.args:
                yield self.found(
                    facts.index,
                    context.span(facts.index, node),
                    message=f"`{name}()` without a seed gives other numbers each time",
                    hint="give it a seed, and make the seed a parameter",
                )
