"""NB313: a cell reads the command line."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName
from nb2pipe.syntax.scopes import dotted_name


class CommandLine(Rule):
    """A cell reads `sys.argv`, or lets `argparse` read it.

    In a notebook these are the arguments with which Jupyter has started the kernel; in a package they are the
    package's own. Neither are those that the code was written for.

    Make the values parameters: assign them in a cell tagged `parameters`. Give `parse_args` a list (`parse_args([])`)
    where a parser is only there for its defaults.
    """

    code = RuleCode("NB313")
    name = "command-line"
    severity = Severity.WARNING
    VALID = (
        notebook("import argparse\nargs = argparse.ArgumentParser().parse_args([])"),
        notebook("import sys\nsys.argv = ['nb']\nname = sys.argv[0]"),
        notebook("import sys\nprint(sys.version)"),
        notebook("argv = ['a']\nprint(argv[0])"),
        notebook(cell("import sys\nx = sys.argv[1]", "step:skip")),
    )
    INVALID = (
        notebook("import sys\nname = sys.argv[1]"),
        notebook("from sys import argv\nname = argv[1]"),
        notebook("import argparse\nparser = argparse.ArgumentParser()\nargs = parser.parse_args()"),
        notebook("import sys", cell("n = len(sys.argv)", "step:data")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each use; an error in a cell that is converted."""
        uses = [(facts.index, tree, node) for facts, tree in _suspects(context) for node in _uses(tree)]
        if any(isinstance(tree.parents.get(node), cst.AssignTarget) for _, tree, node in uses):
            return
        for cell_index, _, node in uses:
            if not _is_command_line(context, node):
                continue
            is_error = context.is_converted(cell_index)
            yield self.found(
                cell_index,
                context.span(cell_index, node),
                message="in a notebook, the command line is the one that has started the kernel",
                hint="make the value a parameter; give `parse_args` a list",
                severity=Severity.ERROR if is_error else None,
                blocks=is_error,
            )


def _suspects(context: Context) -> Iterator[tuple[CellFacts, Tree]]:
    for facts in context.code:
        source = context.source(facts.index).cell.source
        if facts.role is not Role.SKIP and ("argv" in source or "parse_args(" in source):
            yield facts, context.tree(facts.index)


def _uses(tree: Tree) -> Iterator[cst.CSTNode]:
    yield from (node for node in tree.all(cst.Attribute) if dotted_name(node) == "sys.argv")
    for call in tree.all(cst.Call):
        if isinstance(call.func, cst.Attribute) and call.func.attr.value in ("parse_args", "parse_known_args"):
            yield from () if call.args else (call,)
    for name in tree.all(cst.Name):
        if name.value == "argv" and isinstance(tree.parents.get(name), (cst.Subscript, cst.Arg)):
            yield name


def _is_command_line(context: Context, node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Call):
        return any(call.startswith("argparse.") for facts in context.code for call in facts.calls)
    return not isinstance(node, cst.Name) or _is_imported(context, "argv")


def _is_imported(context: Context, name: str) -> bool:
    writes = (facts.writes.get(VarName(name)) for facts in context.code)
    return any(write is not None and write.binding is BindingKind.IMPORT for write in writes)
