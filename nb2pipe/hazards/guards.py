"""Names that code may look up though they may be missing: guarded, demonstrated, or no names at all."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.accesses import Read
from nb2pipe.model.analysis import CellFacts
from nb2pipe.syntax.scopes import names_of_block
from nb2pipe.syntax.walk import walk

#: Handlers of these catch a name that is missing.
_CATCHES_NAME_ERROR = {"NameError", "Exception", "BaseException", "UnboundLocalError"}
_NAMESPACES = {"globals", "locals", "vars", "dir"}
#: Magics that people write without the percent sign.
AUTOMAGIC = {
    "cd", "ls", "ll", "la", "pwd", "mkdir", "rmdir", "rm", "cp", "mv", "cat", "less", "more", "man", "who", "whos",
    "pip", "conda", "mamba", "hist", "history", "pylab", "matplotlib", "time", "timeit", "run", "env", "load_ext",
    "pdb", "debug", "autoreload", "clear", "lsmagic", "magic", "store", "writefile", "xmode", "edit", "colors",
    "ldir", "reset", "lk", "lx", "lf", "pushd", "popd", "dirs", "quickref", "bookmark", "alias", "sx", "sc",
    "system", "pinfo", "psource",
}  # fmt: skip
#: What may follow a magic's name on its line; an operator means Python.
_AUTOMAGIC_LINE = re.compile(r"\s*(?P<word>[a-z_]+)(?:\s*$|\s+(?![=!()<>,+*/%^&|]))")


def is_demonstration(context: Context, cell: int) -> bool:
    """Whether the cell is tagged to fail."""
    return "raises-exception" in context.source(cell).cell.tags


def automagic_word(line: str) -> str:
    """The magic that a line calls without a percent sign; empty if it calls none."""
    found = _AUTOMAGIC_LINE.match(line)
    return found["word"] if found and found["word"] in AUTOMAGIC else ""


def is_automagic(context: Context, facts: CellFacts, read: Read) -> bool:
    """Whether the name is only seen because its line is a magic without a percent sign, such as `ls -l`."""
    if read.statement >= len(facts.statements):
        return False
    node = facts.statements[read.statement].node
    if not (isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr)):
        return False
    lines = context.source(facts.index).cell.source.split("\n")
    number = context.span(facts.index, node).start.line
    word = automagic_word(lines[number - 1]) if 0 < number <= len(lines) else ""
    return bool(word) and word not in context.binders


def is_guarded(tree: Tree, node: cst.CSTNode | None, name: str) -> bool:
    """Whether the code is ready for the name to be missing."""
    inner = node
    for outer in tree.above(node) if node is not None else ():
        if isinstance(outer, (cst.Try, cst.TryStar)) and inner is outer.body and any(map(_catches, outer.handlers)):
            return True
        if isinstance(outer, (cst.If, cst.IfExp)) and inner is not outer.test and _asks_for(outer.test, name):
            return True
        if isinstance(outer, cst.BooleanOperation) and inner is outer.right and _asks_for(outer.left, name):
            return True
        inner = outer
    return False


def makes_sure_of(statement: cst.CSTNode, name: str) -> bool:
    """Whether a statement binds the name where it is missing: `try: name; except NameError: name = 0`."""
    if isinstance(statement, cst.If):
        return _asks_for(statement.test, name) and name in names_of_block([statement.body]).bound
    if not isinstance(statement, cst.Try) or not any(_catches(handler) for handler in statement.handlers):
        return False
    looks = any(isinstance(node, cst.Name) and node.value == name for node in walk(statement.body))
    return looks and all(name in names_of_block([handler.body]).bound for handler in statement.handlers)


def _catches(handler: cst.ExceptHandler | cst.ExceptStarHandler) -> bool:
    if handler.type is None:
        return True
    return any(isinstance(node, cst.Name) and node.value in _CATCHES_NAME_ERROR for node in walk(handler.type))


def _asks_for(test: cst.CSTNode, name: str) -> bool:
    """Whether a condition asks if the name exists: `"x" in globals()`."""
    nodes = list(walk(test))
    asks = any(
        isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _NAMESPACES
        for node in nodes
    )
    return asks and any(isinstance(node, cst.SimpleString) and node.evaluated_value == name for node in nodes)
