"""NB102: a name is used that no cell defines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import BUILTIN_NAMES, Context
from nb2pipe.hazards.guards import is_automagic, is_demonstration, is_guarded
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.accesses import Read
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import target_names

#: Names that Python or IPython give to every notebook, and that are no builtins.
_GIVEN = {
    "display", "get_ipython", "__name__", "__doc__", "__builtins__", "__annotations__", "__class__", "_",
    "__", "___", "In", "Out", "exit", "quit",
}  # fmt: skip
#: `_3`, `_i`, `_i3`, `_oh`: what IPython remembers.
_HISTORY = re.compile(r"_(?:\d+|i+\d*|ih|oh|dh)\Z")


class UndefinedName(Rule):
    """A name is used that no cell of the notebook defines.

    Most often the cell that defined it was deleted, or it was typed into a console: the value lived on in the
    kernel. Run from top to bottom, the notebook fails with a `NameError`.

    Bring the definition back, or make the name a parameter. In a function that no cell calls, and, as long as
    no step calls it, in a branch of a function, the finding is a warning.
    """

    code = RuleCode("NB102")
    name = "undefined-name"
    severity = Severity.ERROR
    VALID = (
        notebook("price = 3", "total = price * 2"),
        notebook("from numpy import *", "a = array([1])"),
        notebook("try:\n    fancy\nexcept NameError:\n    fancy = False"),
        notebook("try:\n    fancy()\nexcept* Exception:\n    pass"),
        notebook("if 'fancy' in globals():\n    print(fancy)"),
        notebook("import os\nhere = os.path.dirname(__file__) if '__file__' in globals() else os.getcwd()"),
        notebook("ls"),
        notebook("%run helpers.py", "clean(1)"),
        notebook("source = 'a = 1'", "exec(source + '')", "print(a)"),
        notebook("def f(x: 'DataFrame') -> 'Series':\n    return x", "f(1)"),
        notebook("x = 1", "del x"),
        notebook("display(1)", "print(__name__)"),
        notebook("class A:\n    n = 1\n    m = n", "A.m"),
        notebook(cell("undefined", "raises-exception")),
    )
    INVALID = (
        notebook("price = 3", "total = price * quantity"),
        notebook("def f(x):\n    return x * factor", "f(2)"),
        notebook("def never_called(x):\n    return x * factor"),
        notebook("scale = lambda x: x * factor"),
        notebook("if True:\n    def never_called(x):\n        return x * factor"),
        notebook("model.fit(X, y)"),
        notebook("from pathlib import Path\nhere = Path(__file__).parent"),
        notebook("total = sum(value for value in values)"),
        notebook("if flag:\n    x = 1"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each place; names in functions that are called count where they stand."""
        seen: set[tuple[int, str]] = set()
        for facts, read in context.reads():
            if not is_undefined(context, facts, read):
                continue
            home, span = context.place(read.node, facts.index, read.statement)
            if (home, read.name) in seen:
                continue
            seen.add((home, read.name))
            is_branch = read.node is not None and _stands_in_branch(context.tree(home), read.node)
            needs = "may need" if is_branch else "needs"
            caller = "" if home == facts.index else f", and cell {facts.index} calls the function that {needs} it"
            yield self.found(
                home,
                span,
                message=f"`{read.name}` is not defined in this notebook{caller}",
                hint=_hint(context, read.name),
                severity=Severity.WARNING if is_branch and not context.is_converted(facts.index) else None,
                blocks=facts.role is not Role.SKIP,
            )
        yield from self._never_called(context, seen)

    def _never_called(self, context: Context, seen: set[tuple[int, str]]) -> Iterator[Finding]:
        """Names that only functions use which nothing calls."""
        if any(context.effects(EffectKind.STAR_IMPORT, EffectKind.DYNAMIC)):
            return
        for facts in context.code:
            tree = context.tree(facts.index)
            for name in tree.recall("names looked up late", _late_names, tree, facts):
                if self._is_known(context, name) or (facts.index, name) in seen or name in facts.reads:
                    continue
                node = _first_use(tree, name)
                if node is None or is_guarded(tree, node, name) or is_demonstration(context, facts.index):
                    continue
                yield self.found(
                    facts.index,
                    context.span(facts.index, node),
                    message=f"`{name}` is not defined in this notebook; the function that uses it is never called",
                    hint=f"define `{name}`, or delete the function",
                    severity=Severity.WARNING,
                )

    def _is_known(self, context: Context, name: str) -> bool:
        is_bound = VarName(name) in context.binders or name in BUILTIN_NAMES or name in _GIVEN
        return is_bound or context.legibility.may_have_named(name, len(context.cells))


def _stands_in_branch(tree: Tree, node: cst.CSTNode) -> bool:
    """Whether a function looks the name up only if a condition holds, or something has gone wrong."""
    function = tree.function_around(node)
    inner = node
    for outer in tree.above(node) if function is not None else ():
        if outer is function:
            return False
        if isinstance(outer, (cst.If, cst.IfExp)) and inner is not outer.test:
            return True
        if isinstance(outer, (cst.ExceptHandler, cst.MatchCase)):
            return True
        if isinstance(outer, cst.BooleanOperation) and inner is outer.right:
            return True
        inner = outer
    return False


def _hint(context: Context, name: str) -> str:
    """What most likely happened to a name: it is one of a block, a misspelled one, or its cell was deleted."""
    import difflib  # only where something is wrong

    if name == "__file__":
        return "modules have it, notebooks have not: take `Path.cwd()`, or make the folder a parameter"
    for facts, tree in context.trees():
        if name not in context.source(facts.index).cell.source:
            continue
        for handler in tree.all(cst.ExceptHandler):
            if handler.name is not None and name in target_names(handler.name.name):
                return (
                    f"Python deletes `{name}` when its `except` block ends: keep it under another name inside the block"
                )
        if any(name in target_names(part.target) for part in tree.all(cst.CompFor)):
            return f"`{name}` is a variable of a comprehension, which nobody sees outside: use a loop, or another name"
    alike = difflib.get_close_matches(name, context.binders, n=1, cutoff=_ALIKE)
    if alike and len(name) > 3:
        return f"did you mean `{alike[0]}`? Or else define `{name}` above; if its cell was deleted, bring it back"
    return f"define `{name}` above; if its cell was deleted, bring it back"


#: How much alike two names must be for one to be the other, misspelled.
_ALIKE = 0.85


def _late_names(tree: Tree, facts: CellFacts) -> list[str]:
    """Names that functions of a cell look up when they are called, wherever in the cell they are made."""
    functions: list[cst.CSTNode] = [*tree.all(cst.FunctionDef), *tree.all(cst.Lambda)]
    around = {outer for function in functions for outer in (function, *tree.above(function))}
    return sorted(free_names([own.node for own in facts.statements if own.node in around]).late) if around else []


def is_given(name: str) -> bool:
    """Whether Python or IPython binds the name in every notebook."""
    return name in _GIVEN or _HISTORY.match(name) is not None


def is_undefined(context: Context, facts: CellFacts, read: Read) -> bool:
    """Whether a cell needs a name that nothing in the notebook binds."""
    if read.producer is not None or read.deleted_in is not None or is_given(read.name):
        return False
    # Python reads identifiers in their normal form.
    if VarName(unicodedata.normalize("NFKC", read.name)) in context.binders:
        return False
    if context.binders_after(read.name, facts.index) or is_demonstration(context, facts.index):
        return False
    home = context.home_of(read.node, facts.index)
    if home is not None and is_guarded(context.tree(home), read.node, read.name):
        return False
    return not context.legibility.may_have_named(read.name, facts.index) and not is_automagic(context, facts, read)


def _first_use(tree: Tree, name: str) -> cst.CSTNode | None:
    return next((node for node in tree.all(cst.Name) if node.value == name and tree.in_function(node)), None)
