"""NB404: a cell uses what IPython remembers of earlier cells."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class IPythonHistory(Rule):
    """A cell uses `_`, `__`, `_3`, `In` or `Out`: the values that earlier cells have shown.

    What they hold depends on which cells were run before, in which order and how often. Outside IPython they do
    not exist.

    Give the value a name where it is made, and use the name.
    """

    code = RuleCode("NB404")
    name = "ipython-history"
    severity = Severity.ERROR
    VALID = (
        notebook("_ = 1", "print(_)"),
        notebook("for _ in range(3):\n    pass"),
        notebook("a, _ = 1, 2"),
    )
    INVALID = (
        notebook("1 + 1", cell("x = _ * 2", "step:data")),
        notebook("1 + 1", "x = Out[1]"),
        notebook("1 + 1", cell("x = _1", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """An error in a cell that is converted, a warning in others."""
        for facts, effect in context.effects(EffectKind.HISTORY):
            is_error = context.is_converted(facts.index)
            is_leaving = effect.target in ("exit", "quit")
            message = f"`{effect.target}` is a value that IPython remembers; a package has none"
            if is_leaving:
                message = f"`{effect.target}` ends the kernel; everything below would not run"
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message=message,
                hint="delete the line" if is_leaving else "give the value a name in the cell that shows it",
                severity=None if is_error else Severity.WARNING,
                blocks=is_error,
            )
