"""NB207: `from module import *`."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import EffectKind, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class StarImport(Rule):
    """A star import binds names that the code does not show, and may hide others, built-in ones among them.

    Which names it binds depends on the version of the module. A name that nothing else defines may come from it, so
    a misspelled one is not found.

    Import the names that you use.
    """

    code = RuleCode("NB207")
    name = "star-import"
    severity = Severity.WARNING
    VALID = (notebook("from math import pi, sin"), notebook("import math"))
    INVALID = (notebook("from math import *"), notebook("from numpy import *\na = array([1])"))

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each import."""
        for facts, effect in context.effects(EffectKind.STAR_IMPORT):
            if facts.role is not Role.SKIP:
                yield self.found(
                    facts.index,
                    context.effect_span(facts, effect),
                    message=f"names from `{effect.target}` are bound here that the code does not show",
                    hint="import the names that you use",
                )
