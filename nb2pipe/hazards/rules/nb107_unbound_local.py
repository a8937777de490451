"""NB107: a function reads its local variable before it binds it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.guards import is_demonstration, is_guarded
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.unbound import UnboundRead, unbound_reads
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName


class UnboundLocal(Rule):
    """A function reads a local variable that nothing before can have bound.

    A name that a function assigns anywhere is its own everywhere in it, even if the notebook has a variable of the
    same name. The call fails with an `UnboundLocalError`.

    Bind the name first, take it as a parameter, or declare it `global`. Where the function reads the name only on some
    paths, or nothing calls it, the finding is a warning.
    """

    code = RuleCode("NB107")
    name = "unbound-local"
    severity = Severity.ERROR
    VALID = (
        notebook("def f(x):\n    x += 1\n    return x", "f(1)"),
        notebook("total = 0", "def f():\n    global total\n    total += 1", "f()"),
        notebook("def f(rows):\n    for row in rows:\n        last = row\n    return last", "f([1])"),
        notebook(
            "def f(rows):\n    for row in rows:\n        if row:\n            print(last)\n        last = row", "f([1])"
        ),
        notebook("def f():\n    try:\n        x\n    except NameError:\n        x = 1\n    return x", "f()"),
        notebook("def f():\n    def g():\n        return x\n    x = 1\n    return g()", "f()"),
        notebook("def f():\n    return [x for x in range(3)]", "f()"),
        notebook(cell("def f():\n    print(x)\n    x = 1\nf()", "raises-exception")),
    )
    INVALID = (
        notebook("total = 0", "def f():\n    total += 1\n    return total", "f()"),
        notebook("def f():\n    print(x)\n    x = 1", "f()"),
        notebook("def f(rows):\n    for row in rows:\n        total += row\n    return total", "f([1])"),
        notebook("def f():\n    x = 1\n    del x\n    return x", "f()"),
        notebook(
            "def f():\n    try:\n        int('a')\n    except ValueError as error:\n        pass\n    return error",
            "f()",
        ),
        notebook("class Counter:\n    def count(self):\n        seen += 1\n        return seen", "Counter().count()"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each function and name."""
        for facts, tree in context.trees():
            reported: set[tuple[cst.FunctionDef, str]] = set()
            for read in tree.recall("unbound reads", unbound_reads, tree):
                name = read.node.value
                if (read.function, name) in reported or is_demonstration(context, facts.index):
                    continue
                if is_guarded(tree, read.node, name):
                    continue
                reported.add((read.function, name))
                yield self._found(context, facts, read)

    def _found(self, context: Context, facts: CellFacts, read: UnboundRead) -> Finding:
        name, function = read.node.value, read.function.name.value
        is_error = read.is_certain and facts.role is not Role.SKIP and _is_used(context, read.function)
        is_global = VarName(name) in context.binders
        way = f", or declare `global {name}` if the notebook's variable is meant" if is_global else ""
        return self.found(
            facts.index,
            context.span(facts.index, read.node),
            message=f"`{name}` is a local variable of `{function}`, and nothing before has bound it",
            hint=f"bind `{name}` above, or make it a parameter{way}",
            severity=None if is_error else Severity.WARNING,
        )


def _is_used(context: Context, function: cst.FunctionDef) -> bool:
    """Whether some code of the notebook mentions the function beside its definition."""
    name = function.name.value
    if name.startswith("__") or function.decorators:
        return True
    return any(
        node.value == name and not isinstance(tree.parents.get(node), cst.FunctionDef)
        for _, tree in context.trees()
        for node in tree.all(cst.Name)
    )
