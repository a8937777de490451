"""NB209: a variable has the name of something built in."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import BUILTIN_NAMES, Context, cells_text
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import BindingKind, Role, WriteKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

#: Built-in names that people rarely mean.
_HARMLESS = {
    "copyright",
    "credits",
    "license",
    "exit",
    "quit",
    "help",
    "display",
    "_",
    "__doc__",
    "__name__",
    "id",
    "hash",
    "bin",
}


class ShadowedBuiltin(Rule):
    """A variable hides a built-in: `list = […]`, `sum = 0`, `input = X[0]`.

    From there on every cell that means the built-in gets the variable, functions that were written before included.

    Rename the variable (`list_`, `total`).
    """

    code = RuleCode("NB209")
    name = "shadowed-builtin"
    severity = Severity.INFO
    VALID = (
        notebook("items = [1]", "list(items)"),
        notebook("def f(list):\n    return list", "f([1])"),
        notebook("class A:\n    id = 1"),
    )
    INVALID = (notebook("list = [1]", "list(3)"), notebook("sum = 0"), notebook("for type in ['a']:\n    pass"))

    def check(self, context: Context) -> Iterator[Finding]:
        """A warning where other cells call the name, an info elsewhere."""
        for facts, write in context.writes():
            if write.name not in BUILTIN_NAMES or write.name in _HARMLESS or write.kind is not WriteKind.BIND:
                continue
            if write.binding is BindingKind.IMPORT or facts.role is Role.SKIP:
                continue
            users = context.readers.get((facts.index, write.name), ())
            used = f"; {cells_text(users[:3])} get it instead of the built-in" if users else ""
            home, span = context.place(write.node, facts.index, write.statement)
            yield self.found(
                facts.index,
                span if home == facts.index else context.statement_span(facts.index, write.statement),
                message=f"`{write.name}` hides the built-in of that name{used}",
                hint=f"rename it, to `{write.name}_` for example",
                severity=Severity.WARNING if users and write.binding is BindingKind.VALUE else None,
            )
