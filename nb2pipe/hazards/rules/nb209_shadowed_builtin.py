"""NB209: a variable has the name of something built in."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import BUILTIN_NAMES, Context, cells_text
from nb2pipe.hazards.editing import replace_node
from nb2pipe.hazards.occurrences import all_names, global_nodes
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.free_names import free_names

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

    Rename the variable (`list_`, `total`). `nb2pipe fix` does so where the first mention in the notebook is
    the assignment, so that nobody ever means the built-in, and where every use can be seen.
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
    FIXED = (
        (
            notebook("sum = 0  # of all", "for x in (1, 2):\n    sum += x", "d = dict(sum=sum)"),
            notebook("sum_ = 0  # of all", "for x in (1, 2):\n    sum_ += x", "d = dict(sum=sum_)"),
        ),
        (
            notebook("max = 3", "def f():\n    return max", "x = f()"),
            notebook("max_ = 3", "def f():\n    return max_", "x = f()"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """A warning where other cells call the name, an info elsewhere."""
        for facts, write in context.writes():
            if write.name not in BUILTIN_NAMES or write.name in _HARMLESS or write.kind is not WriteKind.BIND:
                continue
            if write.binding is BindingKind.IMPORT or facts.role is Role.SKIP:
                continue
            deleting = {other.index for other in context.code if write.name in other.deletes}
            users = [cell for cell in context.readers.get((facts.index, write.name), ()) if cell not in deleting]
            verb = "gets" if len(users) == 1 else "get"
            used = f"; {cells_text(users[:3])} {verb} it instead of the built-in" if users else ""
            yield self.found(
                facts.index,
                context.span_in(facts.index, write.node, write.statement),
                message=f"`{write.name}` hides the built-in of that name{used}",
                hint=f"rename it, to `{write.name}_` for example",
                severity=Severity.WARNING if users and write.binding is BindingKind.VALUE else None,
                fix=_rename(context, write.name) if write.binding is BindingKind.VALUE else None,
            )


def _rename(context: Context, name: str) -> Fix | None:
    new = f"{name}_"
    if not context.legibility.is_whole() or new in all_names(context) or not _is_assigned_first(context, name):
        return None
    nodes = global_nodes(context, name)
    if nodes is None:
        return None
    edits = [replace_node(context, cell, node, new) for cell, node in nodes]
    made = tuple(edit for edit in edits if edit is not None)
    return Fix(f"rename `{name}` to `{new}`", made) if made and len(made) == len(edits) else None


def _is_assigned_first(context: Context, name: str) -> bool:
    """Whether a statement that is sure to bind the name stands above all others that mention it."""
    for facts in context.code:
        for own in facts.statements:
            names = free_names([own.node])
            if name in names.all | names.binds:
                is_assignment = isinstance(own.node, cst.SimpleStatementLine) and isinstance(
                    own.node.body[0], cst.Assign
                )
                return name not in names.all and is_assignment and facts.role is not Role.PARAMETERS
    return False
