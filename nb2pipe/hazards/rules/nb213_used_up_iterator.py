"""NB213: an iterator is gone through a second time."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.accesses import Uncrossable, Write
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName
from nb2pipe.syntax.scopes import dotted_name, names_of_block

_ONCE = {"generator", "iterator", "reader of a file in chunks", "open file"}
#: Methods of an open file that read all of it.
_READS_ALL = {"read", "readlines"}
#: Calls that take all there is.
_TAKES_ALL = {
    "list",
    "tuple",
    "set",
    "frozenset",
    "dict",
    "sum",
    "min",
    "max",
    "sorted",
    "all",
    "any",
    "Counter",
    "concat",
    "DataFrame",
    "deque",
    "fsum",
}


class UsedUpIterator(Rule):
    """A generator, or what `map`, `zip`, `iter` or `csv.reader` give, is gone through to its end, and then again.

    The second time nothing comes out of it, without an error. In a notebook it looks different each time that one
    of the cells is run again.

    Keep what comes out of it in a list.
    """

    code = RuleCode("NB213")
    name = "used-up-iterator"
    severity = Severity.WARNING
    VALID = (
        notebook("g = (i for i in range(3))", "xs = list(g)"),
        notebook("g = [i for i in range(3)]", "a = list(g)", "b = list(g)"),
        notebook("g = (i for i in range(3))", "a = next(g)", "b = list(g)"),
        notebook("g = (i for i in range(3))", "a = list(g)\ng = (i for i in range(3))", "b = list(g)"),
        notebook("g = (i for i in range(3))\nif c:\n    a = list(g)\nelse:\n    a = tuple(g)"),
        notebook("g = (i for i in range(3))", cell("a = list(g)", "step:skip"), cell("b = list(g)", "step:skip")),
        notebook("f = open('a.txt')\ntext = f.read()\nf.seek(0)\nagain = f.read()"),
        notebook("with open('a.txt') as f:\n    a = f.read()", "with open('b.txt') as f:\n    b = f.read()"),
    )
    INVALID = (
        notebook("g = (i for i in range(3))", "a = list(g)", "b = list(g)"),
        notebook(
            "import csv\nrows = csv.reader(open('a.csv'))", "n = sum(1 for _ in rows)", "names = [r[0] for r in rows]"
        ),
        notebook("g = filter(None, [1, 0])\nn = len([*g])", "print(*g)"),
        notebook(
            "import pandas as pd\nparts = pd.read_csv('a.csv', chunksize=9)\na = pd.concat(parts)",
            "b = pd.concat(parts)",
        ),
        notebook("f = open('a.txt')", "text = f.read()", "lines = f.readlines()"),
        notebook("g = map(str, [1, 2])\nfor x in g:\n    print(x)", "n = sum(1 for _ in g)"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each time after the first."""
        names = {
            write.name for _, write in context.writes() if any(_is_whole(write, part) for part in write.uncrossable)
        }
        for name in sorted(names):
            yield from self._again(context, name)

    def _again(self, context: Context, name: VarName) -> Iterator[Finding]:
        used_in: int | None = None
        for facts in context.code:
            if facts.role is Role.SKIP or not (name in facts.reads or name in facts.writes):
                continue
            tree = context.tree(facts.index)
            for statement in facts.statements:
                ends = _ends(tree, statement.node, name)
                if ends and used_in is not None and name in statement.reads:
                    where = "above" if used_in == facts.index else f"in cell {used_in}"
                    yield self.found(
                        facts.index,
                        context.span(facts.index, ends[0]),
                        message=f"`{name}` has been gone through {where}: nothing comes out of it a second time",
                        hint=f"keep what comes out in a list: `{name} = list({name})`",
                    )
                if ends:
                    used_in = facts.index
                if name in statement.writes and not (ends and name not in _bound(statement.node)):
                    used_in = None


def _is_whole(write: Write, part: Uncrossable) -> bool:
    return part.path == write.name and part.what in _ONCE


def _bound(node: cst.BaseStatement) -> set[str]:
    return set(names_of_block([node]).bound)


def _ends(tree: Tree, statement: cst.BaseStatement, name: str) -> list[cst.Name]:
    """The uses of a name in a statement that take all that comes out of it."""
    uses = (node for node in tree.all(cst.Name) if node.value == name and _takes_all(tree, node))
    return [node for node in uses if statement in tree.above(node) and not tree.in_function(node)]


def _takes_all(tree: Tree, node: cst.Name) -> bool:
    parent = tree.parents.get(node)
    if isinstance(parent, (cst.For, cst.CompFor)):
        return parent.iter is node
    if isinstance(parent, (cst.Arg, cst.StarredElement)) and (not isinstance(parent, cst.Arg) or parent.star == "*"):
        return True
    if isinstance(parent, cst.Attribute) and parent.value is node and parent.attr.value in _READS_ALL:
        method = tree.parents.get(parent)
        return isinstance(method, cst.Call) and not method.args
    call = tree.parents.get(parent) if isinstance(parent, cst.Arg) else None
    return isinstance(call, cst.Call) and dotted_name(call.func).rpartition(".")[2] in _TAKES_ALL
