"""NB105: a value is replaced before anything has used it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import delete_lines
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.accesses import BindingKind, Write, WriteKind
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode, VarName
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk

#: Effects without which nobody would miss the statement.
_HARMLESS = {EffectKind.READ_FILE, EffectKind.READ_ENVIRONMENT, EffectKind.USE_LIBRARY}
#: Calls that only make a value; methods are known by their last name.
_MAKING = {
    "list", "dict", "set", "tuple", "range", "int", "float", "str", "len", "sum", "min", "max", "sorted", "abs",
    "read_csv", "read_excel", "read_parquet", "read_json", "read_table", "DataFrame", "Series", "array", "zeros",
    "arange", "linspace", "mean", "std", "copy", "head", "tail", "describe", "astype", "dropna", "fillna", "merge",
    "concat", "groupby", "reset_index", "set_index", "drop", "rename", "query", "sort_values", "load", "loadtxt",
    "ones", "round",
}  # fmt: skip


class UnusedResult(Rule):
    """A value is bound in one cell, and a later cell puts another in its place before anything has used it.

    The first statement does nothing. It is often a trace of an earlier try, or the cell that used the value was
    deleted: whoever reads the notebook looks for a use that is not there.

    Delete the statement, or use another name if both values are meant. `nb2pipe fix --unsafe-fixes` deletes it.
    """

    code = RuleCode("NB105")
    name = "unused-result"
    severity = Severity.INFO
    VALID = (
        notebook("x = 1", "print(x)", "x = 2"),
        notebook("x = 1\nx", "x = 2"),
        notebook("x = 1", "def f():\n    return x", "f()", "x = 2"),
        notebook("x = 1", "x = x + 1"),
        notebook("x = 1", "if y:\n    x = 2"),
        notebook("_ = 1", "_ = 2"),
        notebook("x = start()", "x = 2"),
        notebook("x = 1", "%timeit x + 1", "x = 2"),
        notebook("x = 1", "exec(code)", "x = 2"),
        notebook(cell("x = 1", "parameters"), "x = 2"),
    )
    INVALID = (
        notebook("x = 1", "x = 2", "print(x)"),
        notebook("import pandas as pd\ndf = pd.read_csv('a.csv')", "df = pd.read_csv('b.csv')", "df.head()"),
    )
    UNSAFE_FIXED = (
        (notebook("x = 1\ny = 2", "x = 2", "print(x, y)"), notebook("y = 2", "x = 2", "print(x, y)")),
        (notebook("# try\nx = 1", "x = 2", "print(x)"), notebook("# try\n", "x = 2", "print(x)")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each statement."""
        if not context.legibility.is_whole():
            return
        for facts, write in context.writes():
            if facts.role in (Role.SKIP, Role.PARAMETERS) or write.binding is not BindingKind.VALUE:
                continue
            replacing = _replaced_in(context, facts, write)
            if replacing is None or not _only_binds(facts, write) or _is_used(context, facts, write):
                continue
            node = facts.statements[write.statement].node
            edit = delete_lines(context, facts.index, node)
            yield self.found(
                facts.index,
                context.statement_span(facts.index, write.statement),
                message=f"nothing uses this `{write.name}`; cell {replacing} puts another in its place",
                hint="delete it, or give one of the two another name",
                fix=Fix("delete the statement", (edit,), is_safe=False) if edit is not None else None,
            )


def _replaced_in(context: Context, facts: CellFacts, write: Write) -> int | None:
    """The next cell that binds the name anew, whatever it was."""
    if write.kind is not WriteKind.BIND or write.name.startswith("_"):
        return None
    later = context.binders_after(write.name, facts.index)
    if not later:
        return None
    new = context.cells[later[0]].writes.get(write.name)
    is_new = new is not None and new.kind is WriteKind.BIND and new.certain and not new.keeps_old and not new.passes
    return later[0] if is_new else None


def _is_used(context: Context, facts: CellFacts, write: Write) -> bool:
    name = write.name
    if context.readers.get((facts.index, name)) or write.shares_with:
        return True
    if any(name in statement.reads for statement in facts.statements[write.statement + 1 :]):
        return True
    return any(name in other.asides or name in other.deletes for other in context.code) or _is_looked_up(context, name)


def _is_looked_up(context: Context, name: VarName) -> bool:
    """Whether a function of a cell, or a query of a data frame, takes the name when it is run."""
    late, queries = _looked_up(context)
    return name in late or any(f"@{name}" in source for source in queries)


@lru_cache(maxsize=1)
def _looked_up(context: Context) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names that functions look up, and the cells that may hold queries."""
    late = (context.tree(facts.index).recall("late names", _late_names, facts) for facts in context.code)
    sources = (context.source(facts.index).cell.source for facts in context.code)
    return frozenset().union(*late), tuple(source for source in sources if "@" in source)


def _late_names(facts: CellFacts) -> frozenset[str]:
    return frozenset(free_names([statement.node for statement in facts.statements]).late)


def _only_binds(facts: CellFacts, write: Write) -> bool:
    if write.statement >= len(facts.statements):
        return False
    statement = facts.statements[write.statement]
    node = statement.node
    if statement.writes != {write.name} or not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return False
    effects = (effect for effect in facts.effects if effect.statement == write.statement)
    if not isinstance(node.body[0], (cst.Assign, cst.AnnAssign)) or any(e.kind not in _HARMLESS for e in effects):
        return False
    return all(_makes(part) for part in walk(node) if isinstance(part, (cst.Call, cst.Await, cst.Yield)))


def _makes(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and dotted_name(node.func).rpartition(".")[2] in _MAKING
