"""NB103: a name is used after `del` has taken it away."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import BUILTIN_NAMES, Context
from nb2pipe.hazards.guards import is_demonstration, is_guarded
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode


class UsedAfterDel(Rule):
    """A cell uses a name that was deleted above it.

    The cell was run before the one with the `del`. Run from top to bottom, the notebook fails with a `NameError`.

    Move the `del` below the last use, or drop it: a package frees what it no longer needs by itself.
    """

    code = RuleCode("NB103")
    name = "used-after-del"
    severity = Severity.ERROR
    VALID = (
        notebook("x = 1", "del x", "x = 2\nprint(x)"),
        notebook("x = 1", "print(x)", "del x"),
        notebook("max = 1", "del max", "max(1, 2)"),
        notebook("x = 1", "del x", "try:\n    x\nexcept NameError:\n    pass"),
    )
    INVALID = (
        notebook("x = 1", "del x", "y = x"),
        notebook("x = 1\ndef f():\n    return x", "del x", "f()"),
        notebook("x = 1", "del x", "del x"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and name."""
        for facts, read in context.reads():
            if read.deleted_in is None or read.name in BUILTIN_NAMES or is_demonstration(context, facts.index):
                continue
            home = context.home_of(read.node, facts.index)
            if home is not None and is_guarded(context.tree(home), read.node, read.name):
                continue
            is_own = home == facts.index
            where = "above in this cell" if read.deleted_in == facts.index else f"in cell {read.deleted_in}"
            yield self.found(
                facts.index,
                context.span(facts.index, read.node) if is_own else context.statement_span(facts.index, read.statement),
                message=f"`{read.name}` is used here, but was deleted {where}",
                hint=f"move `del {read.name}` below its last use, or drop it",
                blocks=facts.role is not Role.SKIP,
            )
