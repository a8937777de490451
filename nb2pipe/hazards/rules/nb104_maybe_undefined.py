"""NB104: a name is defined on some paths only."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.guards import is_demonstration, is_guarded, makes_sure_of
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.sure_bindings import is_bound_on_the_way
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.accesses import Read
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import names_of_block, target_names
from nb2pipe.syntax.walk import walk


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
        notebook("flag = len('a')", "if flag:\n    x = 1", "if flag:\n    print(x)"),
        notebook(
            "try:\n    import fast\n    HAS_FAST = True\nexcept ImportError:\n    HAS_FAST = False",
            "y = fast.sum([1]) if HAS_FAST else sum([1])",
        ),
        notebook("for n in range(int('3')):\n    if n:\n        print(last)\n    last = n"),
        notebook(
            "while True:\n    try:\n        x = int(input())\n    except ValueError:\n        continue\n    break\nx"
        ),
        notebook(
            "hits = []\nwith open('log') as file:\n    for line in file:\n        try:\n            hit = int(line)\n"
            "        except ValueError:\n            continue\n        hits.append(hit)"
        ),
        notebook(
            "flag = len('a')\nfor i in range(3):\n    if flag:\n        k = 1\n    else:\n        break\n    print(k)"
        ),
    )
    INVALID = (
        notebook("flag = len('a')", "if flag:\n    x = 1", "x"),
        notebook("import os", "for name in os.listdir():\n    last = name", "last"),
        notebook("try:\n    x = int('1')\nexcept ValueError:\n    print('no')", "x"),
        notebook("flag = len('a')\nif flag:\n    x = 1\nprint(x)"),
        notebook(
            "with open('log') as file:\n    for line in file:\n        try:\n            hit = int(line)\n"
            "        except ValueError:\n            print(line)\n        print(hit)"
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell and name."""
        for facts, read in _unsure_reads(context):
            if is_demonstration(context, facts.index):
                continue
            home = context.home_of(read.node, facts.index)
            if home is not None and is_guarded(context.tree(home), read.node, read.name):
                continue
            if home is not None and _is_bound_beside(context.tree(home), read):
                continue
            if (
                home is not None
                and read.node is not None
                and is_bound_on_the_way(context.tree(home), read.node, read.name)
            ):
                continue
            binder = _binder(context, facts, read)
            if binder is not None and makes_sure_of(binder, read.name):
                continue
            if isinstance(binder, (cst.For, cst.While)) and _surely_runs(binder):
                continue
            if binder is not None and home is not None and _asks_alike(context.tree(home), read.node, binder):
                continue
            is_loop = isinstance(binder, (cst.For, cst.While)) or _only_loops_bind(context, read)
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


def _unsure_reads(context: Context) -> Iterator[tuple[CellFacts, Read]]:
    """Look-ups of names that may be missing: bound above, or by the cell itself."""
    yield from ((facts, read) for facts, read in context.reads() if read.maybe_unbound)
    for facts in context.code:
        yield from ((facts, read) for name, read in facts.unsure.items() if name not in facts.reads)


def _asks_alike(tree: Tree, node: cst.CSTNode | None, binder: cst.CSTNode) -> bool:
    """Whether a condition around the use has to do with what decided whether the name was bound."""
    asked: set[str] = set()
    inner = node
    for outer in tree.above(node) if node is not None else ():
        if isinstance(outer, (cst.If, cst.IfExp, cst.While)) and inner is not outer.test:
            asked |= free_names([outer.test]).all
        if isinstance(outer, cst.BooleanOperation) and inner is outer.right:
            asked |= free_names([outer.left]).all
        inner = outer
    if not asked:
        return False
    deciding = {name for outer in walk(binder) if isinstance(outer, cst.If) for name in free_names([outer.test]).all}
    return not asked.isdisjoint(deciding | names_of_block([binder]).bound)


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


def _only_loops_bind(context: Context, read: Read) -> bool:
    """Whether several statements above may have bound the name, all of them loops."""
    writes = [(context.cells[source.cell], context.cells[source.cell].writes.get(read.name)) for source in read.sources]
    nodes = [facts.statements[write.statement].node for facts, write in writes if write is not None]
    return bool(nodes) and all(isinstance(node, (cst.For, cst.While)) for node in nodes)


def _surely_runs(loop: cst.For | cst.While) -> bool:
    """Whether the loop goes over something that is plainly not empty, or ends by `break` alone."""
    if isinstance(loop, cst.While):
        return isinstance(loop.test, cst.Name) and loop.test.value == "True"
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
