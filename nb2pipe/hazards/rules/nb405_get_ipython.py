"""NB405: a cell speaks to the IPython shell."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.guards import is_guarded
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import EffectKind, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class GetIpython(Rule):
    """A cell calls `get_ipython()`.

    Through the shell a cell can run magics and make names that the code does not show. Outside IPython there is
    no shell: `get_ipython` is not defined, or gives `None`.

    Write the magic as a line of its own (`%env NAME=value`), or do in Python what it does. A call inside
    `try: … except NameError` is left as it is.
    """

    code = RuleCode("NB405")
    name = "get-ipython"
    severity = Severity.ERROR
    VALID = (
        notebook("try:\n    shell = get_ipython().__class__.__name__\nexcept NameError:\n    shell = None"),
        notebook("%matplotlib inline"),
    )
    INVALID = (
        notebook(cell("get_ipython().run_line_magic('env', 'A=1')", "step:data")),
        notebook("get_ipython().user_ns['x'] = 1", "print(x)"),
        notebook("ip = get_ipython()"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """An error in a cell that is converted, a warning in others."""
        for facts, effect in context.effects(EffectKind.IPYTHON):
            home = context.home_of(effect.node, facts.index)
            if home is not None and is_guarded(context.tree(home), effect.node, "get_ipython"):
                continue
            is_error = facts.role in (Role.STEP, Role.PARAMETERS)
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message="`get_ipython()` gives nothing outside IPython",
                hint="write the magic as a line of its own, or do the same in Python",
                severity=None if is_error else Severity.WARNING,
                blocks=is_error,
            )
