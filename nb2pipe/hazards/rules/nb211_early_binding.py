"""NB211: a function was made with a value that is another one where a step uses the function."""

from __future__ import annotations

from nb2pipe.hazards.rule import PlannedRule, cell, notebook
from nb2pipe.model.findings import Severity
from nb2pipe.model.ids import RuleCode


class EarlyBinding(PlannedRule):
    """A function or class outside all steps took a default, a base or a decorator from a variable that changes later.

    Defaults, bases and decorators are evaluated once, where the definition stands. A definition outside all steps
    moves to the steps that use it, where the variable has another value by then. `export` refuses that, unless the
    value is a number or a text that the step which binds the variable anew can hand on.

    Give the definition's cell the tag of the step that uses it, or pass the value as an argument.
    """

    code = RuleCode("NB211")
    name = "early-binding"
    severity = Severity.ERROR
    VALID = (
        notebook(
            cell("k = len('ab')", "step:data"),
            "def f(x, k=k):\n    return x * k",
            cell("k = len('abc')", "step:feature"),
            cell("y = f(1)", "step:train"),
        ),
        notebook(cell("k = 2", "step:data"), "def f(x, k=3):\n    return x * k", cell("y = f(1)", "step:train")),
        notebook(cell("k = len('ab')", "step:data"), "def f(x):\n    return x * k", cell("y = f(1)", "step:train")),
    )
    INVALID = (
        notebook(
            cell("k = sorted('ba')", "step:data"),
            "def f(x, k=k):\n    return [x, *k]",
            cell("k = sorted('cab')", "step:feature"),
            cell("y = f(1)", "step:train"),
        ),
    )
