"""NB191: code that means something else inside a function."""

from __future__ import annotations

from nb2pipe.hazards.rule import PlannedRule, cell, notebook
from nb2pipe.model.findings import Severity
from nb2pipe.model.ids import RuleCode


class NoPlaceInFunction(PlannedRule):
    """A step's code has no equivalent inside a function, and a step becomes one.

    A class body that reads an outer variable and binds its own of the same name, or a function with a variable of
    its own around one that says `global` for it, look names up in ways that only a module's top level has.
    `export` refuses such a step instead of giving it another meaning.

    Give the two variables different names.
    """

    code = RuleCode("NB191")
    name = "no-place-in-function"
    severity = Severity.ERROR
    VALID = (
        notebook(cell("n = 0\ndef bump():\n    global n\n    n += 1\nbump()", "step:data")),
        notebook("n = 0\ndef f():\n    n = 1\n    def g():\n        global n\n        n = 2\n    g()\nf()"),
    )
    INVALID = (
        notebook(
            cell(
                "n = 0\ndef f():\n    n = 1\n    def g():\n        global n\n        n = 2\n    g()\nf()", "step:data"
            ),
            cell("x = n", "step:train"),
        ),
    )
