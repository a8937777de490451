"""NB104: a name is defined on some paths only."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.guards import is_demonstration, is_guarded, makes_sure_of
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.analysis import CellFacts, Read
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.scopes import target_names


class MaybeUndefined(Rule):
    """A name is used that is bound only in one branch, or only if a loop runs.

    The notebook works as long as the condition holds. With other parameters or newer data it fails with a
    `NameError`, far away from the condition.

    Give the name a value on every path, before the `if`, the `for` or the `try`.
    """

    code = RuleCode("NB104")
    name = "maybe-undefined"
    severity = Severity.WARNING
    VALID = (
        notebook(
            "from lib import Fit, compare, b, t\nfits = []",
            "for k in t:\n    print(k)",
            "for i in b:\n    k = i + 1\n    def cost(y):\n        return y * k\n    fit = Fit(cost, 1)\n"
            "    fits.append(fit.values[:])\ncompare(fits)",
        ),
        notebook("flag = True", "if flag:\n    x = 1\nelse:\n    x = 2", "x"),
        notebook("try:\n    import a\nexcept ImportError:\n    import b as a", "a.f()"),
        notebook("for i in range(3):\n    x = i", "x"),
        notebook("for name in ['a', 'b']:\n    last = name", "last"),
        notebook("x = 0", "for i in []:\n    x = i", "x"),
        notebook("try:\n    runs\nexcept NameError:\n    runs = 0", "runs += 1"),
        notebook("if 'runs' not in globals():\n    runs = 0", "runs += 1"),
    )
    INVALID = (
        notebook("flag = len('a')", "if flag:\n    x = 1", "x"),
        notebook("import os", "for name in os.listdir():\n    last = name", "last"),
        notebook("try:\n    x = int('1')\nexcept ValueError:\n    print('no')", "x"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and name."""
        for facts, read in context.reads():
            if not read.maybe_unbound or is_demonstration(context, facts.index):
                continue
            home = context.home_of(read.node, facts.index)
            if home is not None and is_guarded(context.tree(home), read.node, read.name):
                continue
            if home is not None and _is_bound_beside(context.tree(home), read):
                continue
            binder = _binder(context, facts, read)
            if binder is not None and makes_sure_of(binder, read.name):
                continue
            if isinstance(binder, cst.For) and _surely_runs(binder):
                continue
            is_loop = isinstance(binder, (cst.For, cst.While))
            reason = "if its loop runs at least once" if is_loop else "on some paths"
            where = f" in cell {read.site.cell}" if read.site is not None else ""
            span = context.span(facts.index, read.node) if home == facts.index else None
            yield self.found(
                facts.index,
                span or context.statement_span(facts.index, read.statement),
                message=f"`{read.name}` is bound{where} only {reason}",
                hint=f"give `{read.name}` a value on every path",
                severity=Severity.INFO if is_loop else None,
            )


def _is_bound_beside(tree: Tree, read: Read) -> bool:
    """Whether a function takes the name that the block in which it is defined has bound just before: both are there."""
    function = tree.enclosing(read.node, lambda outer: isinstance(outer, cst.FunctionDef)) if read.node else None
    block = tree.parents.get(function) if function is not None else None
    if not isinstance(block, cst.IndentedBlock) or not isinstance(function, cst.FunctionDef):
        return False
    above = block.body[: block.body.index(function)]
    return any(read.name in _surely_bound(statement) for statement in above)


def _surely_bound(statement: cst.BaseStatement) -> set[str]:
    parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else ()
    return {
        name
        for part in parts
        if isinstance(part, cst.Assign)
        for target in part.targets
        for name in target_names(target.target)
    }


def _binder(context: Context, facts: CellFacts, read: Read) -> cst.CSTNode | None:
    if read.site is None:
        above = [own.node for own in facts.statements[: read.statement] if read.name in own.writes]
        return above[-1] if above else None
    statements = context.cells[read.site.cell].statements
    return statements[read.site.statement].node if read.site.statement < len(statements) else None


def _surely_runs(loop: cst.For) -> bool:
    """Whether the loop goes over something that is plainly not empty."""
    iterated = loop.iter
    if isinstance(iterated, cst.Call) and isinstance(iterated.func, cst.Name):
        values = [arg.value for arg in iterated.args]
        if iterated.func.value == "range":
            return all(isinstance(value, cst.Integer) for value in values) and bool(values)
        if iterated.func.value in ("enumerate", "sorted", "list", "reversed") and values:
            iterated = values[0]
    if isinstance(iterated, (cst.List, cst.Tuple, cst.Set, cst.Dict)):
        return bool(iterated.elements)
    return isinstance(iterated, cst.SimpleString) and bool(iterated.evaluated_value)
