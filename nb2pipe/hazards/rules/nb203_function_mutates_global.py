"""NB203: a function changes a variable of the notebook."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.tree import Tree, root_of
from nb2pipe.model.accesses import Write, WriteKind
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.scopes import names_of_function


class FunctionMutatesGlobal(Rule):
    """A function changes a variable of the notebook that it was not given: with `global`, or by changing the object.

    Nobody sees from the call that the variable is another one afterwards. In a package the function gets the
    variable as an argument and gives it back, or stays together with it in one step.

    Pass the variable in and return the new value.
    """

    code = RuleCode("NB203")
    name = "function-mutates-global"
    severity = Severity.WARNING
    VALID = (
        notebook("def add(xs, x):\n    xs.append(x)", "items = []\nadd(items, 1)"),
        notebook("def f():\n    log = []\n    log.append(1)\n    return log", "f()"),
        notebook("n = 0\ndef f():\n    return n", "f()"),
        notebook("def f(a=(n := 3)):\n    return a", "f(n)"),
        notebook(
            "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\ndots = ax.scatter([1], [2])",
            "def key():\n    return dots.legend_elements()",
            "key()",
        ),
    )
    INVALID = (
        notebook("n = 0\ndef bump():\n    global n\n    n += 1", "bump()"),
        notebook("log = []\ndef note(x):\n    log.append(x)", "note(1)"),
        notebook("cache = {}\ndef put(k):\n    cache[k] = 1", "put('a')"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each place in a function."""
        if not any(tree.all(cst.FunctionDef) for _, tree in context.trees()):
            return
        seen: set[tuple[int, str]] = set()
        for facts, write in context.writes():
            home = self._home(context, facts, write)
            if home is None or (home, write.name) in seen or context.cells[home].role is Role.SKIP:
                continue
            seen.add((home, write.name))
            yield self.found(
                home,
                context.span(home, write.node),
                message=f"this function changes `{write.name}`, a variable of the notebook that it was not given",
                hint=f"pass `{write.name}` in and return the new value",
            )

    def _home(self, context: Context, facts: CellFacts, write: Write) -> int | None:
        """The cell of the function that changes the variable by its own name; None if no function does."""
        if write.node is None or write.is_guess or write.kind in (WriteKind.JOIN, WriteKind.ALIAS):
            return None
        if root_of(write.node) != write.name or (isinstance(write.node, cst.Call) and _is_fit(write.node)):
            return None
        home = context.home_of(write.node, facts.index)
        if home is None:
            return None
        tree = context.tree(home)
        if not tree.all(cst.FunctionDef):
            return None
        function = tree.recall(("function around", write.node), _function_around, tree, write.node)
        if not isinstance(function, cst.FunctionDef) or function.name.value == write.name:
            return None
        return None if write.name in names_of_function(function).local else home


def _function_around(tree: Tree, node: cst.CSTNode) -> cst.CSTNode | None:
    function = tree.function_around(node)
    while isinstance(function, cst.Lambda):
        function = tree.function_around(function)
    return function


def _is_fit(call: cst.Call) -> bool:
    """Whether an estimator is fitted: everybody expects that from the name."""
    return isinstance(call.func, cst.Attribute) and call.func.attr.value.startswith("fit")
