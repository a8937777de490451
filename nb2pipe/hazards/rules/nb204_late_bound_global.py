"""NB204: a variable that a function uses is bound again after the function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.accesses import BindingKind, Via
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class LateBoundGlobal(Rule):
    """A function uses a variable that is bound before the function, or before a call of it, and again after that.

    A function looks its variables up when it is called, not when it is defined: the later value counts, in every
    cell that calls it from then on. Which value a result comes from depends on the order of the cells.

    Make the variable an argument of the function.
    """

    code = RuleCode("NB204")
    name = "late-bound-global"
    severity = Severity.WARNING
    VALID = (
        notebook("rate = 2\ndef f(x):\n    return x * rate", "f(1)"),
        notebook("def f(x):\n    return x * rate", "rate = 2", "f(1)"),
        notebook("rate = 2\ndef f(x, rate=rate):\n    return x * rate", "rate = 3", "f(1)"),
    )
    INVALID = (
        notebook("rate = 2", "def f(x):\n    return x * rate", "rate = 3", "f(10)"),
        notebook("rate = 2\ndef f(x):\n    return x * rate", "rate = 3", "f(10)"),
        notebook("def f(x):\n    return x * rate", "rate = 2\nprint(f(10))", "rate = 3", "print(f(10))"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each place in a function."""
        seen: set[tuple[int, str]] = set()
        for facts, read in context.reads():
            if read.via is not Via.CLOSURE or read.binding is not BindingKind.VALUE or read.site is None:
                continue
            binders = context.binders.get(read.name, ())
            if len(binders) < 2:
                continue
            home = context.home_of(read.node, facts.index)
            if home is None or home >= facts.index or read.site.cell <= home or (home, read.name) in seen:
                continue
            before = [cell for cell in binders if cell <= home] or _used_between(context, home, read.site.cell, binders)
            if before:
                seen.add((home, read.name))
                yield self.found(
                    home,
                    context.span(home, read.node),
                    message=f"`{read.name}` is bound in cell {before[-1]} and again in cell {read.site.cell}; "
                    f"when cell {facts.index} calls this function, the later value counts",
                    hint=f"make `{read.name}` an argument of the function",
                )


def _used_between(context: Context, home: int, last: int, binders: Sequence[int]) -> list[int]:
    """Cells below a function that bind the variable, from which a use of the function takes it before the last does."""
    used = [cell for (source, _), cells in context.readers.items() if source == home for cell in cells if cell < last]
    return [cell for cell in binders if home < cell < last and any(cell <= user for user in used)]
