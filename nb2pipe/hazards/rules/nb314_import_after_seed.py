"""NB314: a library that draws random numbers is imported after the seed was set."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.outside import is_seeded
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import CellFacts, Role, StatementFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.importing import imported_paths

#: Modules that draw from Python's global generator when they are first imported (measured): scikit-learn
#: does where `rich` is installed.
_DRAWING = ("rich", "sklearn")


class ImportAfterSeed(Rule):
    """A module that draws from a global random generator as it is imported stands between the seed and a draw.

    The first import in a process draws, later ones do not. So the numbers after it depend on whether something else
    has imported the module before: a package, which imports first and seeds then, gets others than the notebook.

    Import everything first and seed after it, or draw from a generator of your own (`random.Random(seed)`).
    """

    code = RuleCode("NB314")
    name = "import-after-seed"
    severity = Severity.WARNING
    VALID = (
        notebook("import random\nfrom sklearn.datasets import load_iris", "random.seed(0)", "x = random.random()"),
        notebook("import random\nrandom.seed(0)", "from sklearn.datasets import load_iris"),
        notebook("import random\nrandom.seed(0)", "import numpy", "x = random.random()"),
        notebook("import numpy as np\nnp.random.seed(0)", "import rich", "x = np.random.rand()"),
    )
    INVALID = (
        notebook("import random\nrandom.seed(0)", "from sklearn.datasets import load_iris", "x = random.random()"),
        notebook("import random\nrandom.seed(0)\nimport rich.table\nx = random.random()"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each library, at its first import."""
        draws = [facts.index for facts, effect in context.effects(EffectKind.DRAW) if effect.target == "python"]
        if not draws:
            return
        seen: set[str] = set()
        for facts, statement in _imports(context):
            for module in sorted(name for name in _paths(statement.node) if _draws(name)):
                library = module.partition(".")[0]
                if library in seen:
                    continue
                seen.add(library)
                if draws[-1] >= facts.index and is_seeded(context, "python", facts.index, statement.index):
                    yield self.found(
                        facts.index,
                        context.statement_span(facts.index, statement.index),
                        message=f"importing `{module}` draws from python's global generator, which is seeded above",
                        hint="move the import above the seed",
                    )


def _imports(context: Context) -> Iterator[tuple[CellFacts, StatementFacts]]:
    for facts in context.code:
        if facts.role is not Role.SKIP:
            yield from ((facts, statement) for statement in facts.statements if statement.is_import)


def _draws(module: str) -> bool:
    return module.startswith(tuple(f"{name}." for name in _DRAWING)) or module in _DRAWING


def _paths(node: cst.CSTNode) -> Iterator[str]:
    return (f"{module}.{member}" if member else module for module, member in imported_paths(node))
