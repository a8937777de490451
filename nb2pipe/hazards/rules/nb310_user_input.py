"""NB310: the notebook asks its user."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class UserInput(Rule):
    """A cell waits for its user: `input()`, `getpass()`, a debugger, a widget, an upload.

    Nobody is there when a pipeline runs: it fails, or waits for ever.

    Make the answer a parameter (a cell tagged `parameters`), or a secret in the environment.
    """

    code = RuleCode("NB310")
    name = "user-input"
    severity = Severity.ERROR
    VALID = (
        notebook(cell("n = 3", "parameters"), cell("m = n + 1", "step:data")),
        notebook("def ask():\n    return input('n')"),
        notebook("import ipywidgets as widgets", "out = widgets.VBox([widgets.HTML('a'), widgets.Output()])"),
    )
    INVALID = (
        notebook(cell("n = int(input('how many? '))", "step:data")),
        notebook("n = input()"),
        notebook("n = 1\nbreakpoint()"),
        notebook("def ask():\n    return input('n')", cell("n = ask()", "step:data")),
        notebook("import getpass\npassword = getpass.getpass()"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """An error in a cell that is converted, a warning in others; one for all widgets of a cell."""
        with_widgets: set[int] = set()
        for facts, effect in context.effects(EffectKind.INPUT):
            if effect.target == "ipywidgets":
                if facts.index in with_widgets:
                    continue
                with_widgets.add(facts.index)
            is_error = context.is_converted(facts.index)
            what = "a widget" if effect.target == "ipywidgets" else f"`{effect.target.removeprefix('builtins.')}`"
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message=f"{what} needs somebody to answer",
                hint="make the answer a parameter in a cell tagged `parameters`",
                severity=None if is_error else Severity.WARNING,
                blocks=is_error,
            )
