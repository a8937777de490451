"""Statements that give another result each time their cell is run again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.compounding import compounds, recomputes, renames
from nb2pipe.hazards.context import Context
from nb2pipe.hazards.once_only import has_own_database, opening_mode
from nb2pipe.hazards.tree import Tree, root_of
from nb2pipe.model.accesses import WriteKind
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.free_names import free_names

#: Methods that change their object once more at each call.
_ACCUMULATES = {
    "append", "extend", "insert", "pop", "popleft", "popitem", "appendleft", "extendleft", "remove", "reverse",
    "rotate", "partial_fit",
}  # fmt: skip
#: Functions that give other values when they are applied to their own result.
_COMPOUNDING = {"log", "log1p", "log2", "log10", "exp", "expm1", "sqrt", "square"}
#: Methods that give the table with something added or taken away, or that fail when it is gone already.
_ADDS_OR_TAKES = {
    "drop",
    "pop",
    "shift",
    "diff",
    "pct_change",
    "cumsum",
    "set_index",
    "merge",
    "join",
    "melt",
    "explode",
}
_ADDING = re.compile(r"\s*(?:insert\s+into\b|update\b.*?\bset\s+(\w+)\s*=[^,;]*\b\1\b)", re.IGNORECASE | re.DOTALL)
#: Functions whose first argument is used up.
_CONSUMES = {"next"}


def repeated_effects(context: Context, facts: CellFacts) -> Iterator[tuple[VarName, cst.CSTNode]]:
    """Variables from other cells that every further run of the cell changes again, and by what."""
    for name, write in facts.writes.items():
        read = facts.reads.get(name)
        if (
            read is None
            or read.producer is None
            or is_pseudo(name)
            or write.is_guess
            or write.statement >= len(facts.statements)
        ):
            continue
        if write.node is None or context.home_of(write.node, facts.index) != facts.index:
            continue
        if write.kind is WriteKind.BIND:
            grown = _grown_before_anew(context.tree(facts.index), facts, name, read.statement, write.statement)
            yield from ((name, node) for node in grown[:1])
        elif write.kind is WriteKind.MUTATE and (
            _accumulates(write.node)
            or _counts(context, name, write.node)
            or _rescales_by(context.tree(facts.index), facts.statements[write.statement].node)
        ):
            yield name, write.node


def _grown_before_anew(tree: Tree, facts: CellFacts, name: VarName, first: int, last: int) -> list[cst.CSTNode]:
    """What makes more of a variable in these statements, up to one that binds it to something else."""
    found: list[cst.CSTNode] = []
    for statement in facts.statements[first : last + 1]:
        node = statement.node
        if name not in statement.writes and not isinstance(node, cst.SimpleStatementLine):
            continue
        if not isinstance(node, cst.SimpleStatementLine):
            found += _grown_inside(tree, node, name)
            continue
        for small in node.body:
            if isinstance(small, cst.Assign) and _is_name(small.targets[0].target, name):
                if _feeds_back(small.value, name):
                    found.append(small)
                elif name not in tree.recall(("free names", node), free_names, [node]).all:
                    return found
            elif _grows(small, name) or (_rescales_by(tree, node) and root_of(_target_of(small)) == name):
                found.append(small)
    return found


def _target_of(small: cst.BaseSmallStatement) -> cst.CSTNode | None:
    return small.targets[0].target if isinstance(small, cst.Assign) else None


def _grows(small: cst.BaseSmallStatement, name: VarName) -> bool:
    """`x += 1`, `rows.append(…)`, `df.drop(…, inplace=True)`."""
    match small:
        case cst.AugAssign(target=cst.Name(value=target)):
            return target == name
        case cst.Expr(value=cst.Call(func=cst.Attribute(value=cst.Name(value=target))) as call):
            return target == name and _accumulates(call)
    return False


def _grown_inside(tree: Tree, statement: cst.CSTNode, name: str) -> list[cst.AugAssign]:
    """Each `name += …` in a loop or another block of the cell."""
    grown = (node for node in tree.all(cst.AugAssign) if _is_name(node.target, name) and not tree.in_function(node))
    return [node for node in grown if statement in tree.above(node)]


def _feeds_back(value: cst.BaseExpression, name: str) -> bool:
    """Whether the value is arithmetic on the variable itself, or the variable with something added or taken away."""
    match value:
        case cst.BinaryOperation(operator=operator):
            is_growing = isinstance(operator, (cst.Add, cst.Subtract, cst.Multiply, cst.Divide, cst.Power))
            return is_growing and (_is_name(value.left, name) or _is_name(value.right, name))
        case cst.Subscript(value=cst.Attribute(value=receiver, attr=cst.Name(value="iloc"))):
            return _is_name(receiver, name) and _skips_first_rows(value)
        case cst.Call(func=cst.Attribute(value=receiver, attr=cst.Name(value=method))):
            if _is_made_of(receiver, name) and not _ADDS_OR_TAKES.isdisjoint({method, *_methods_before(receiver)}):
                return True
            if method in ("assign", "with_columns"):
                return _is_made_of(receiver, name) and any(map(recomputes, value.args))
            return method in ("concat", "append", "get_dummies") and any(_mentions(a.value, name) for a in value.args)
    return False


def _is_made_of(node: cst.CSTNode, name: str) -> bool:
    """Whether it is the variable or a chain of calls on it: `df.rename(columns=…)`."""
    while isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        node = node.func.value
    return _is_name(node, name)


def _methods_before(node: cst.CSTNode) -> Iterator[str]:
    """The methods of a chain of calls, last first: `assign`, `drop` of `df.drop("a").assign(b=1)`."""
    while isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        yield node.func.attr.value
        node = node.func.value


def _skips_first_rows(item: cst.Subscript) -> bool:
    """Whether it is `[n:]`: each time the next rows go."""
    part = item.slice[0].slice
    return isinstance(part, cst.Slice) and part.upper is None and isinstance(part.lower, cst.Integer)


def _rescales_by(tree: Tree, statement: cst.CSTNode) -> bool:
    return tree.recall(("rescales", statement), _rescales, statement)


def _rescales(statement: cst.CSTNode) -> bool:
    """Whether a column is computed from itself: `df["price"] = df["price"] * 1.2`."""
    if not (isinstance(statement, cst.SimpleStatementLine) and isinstance(statement.body[0], cst.Assign)):
        return False
    target, value = statement.body[0].targets[0].target, statement.body[0].value
    if isinstance(target, cst.Attribute) and renames(target, value):
        return True
    if not isinstance(target, cst.Subscript):
        return False
    if compounds(target, value):
        return True
    if isinstance(value, cst.Call) and called_name(value) in _COMPOUNDING:
        return any(target.deep_equals(arg.value) for arg in value.args)
    if _is_next_row(target):
        return True
    if not isinstance(value, cst.BinaryOperation):
        return False
    is_growing = isinstance(value.operator, (cst.Add, cst.Subtract, cst.Multiply, cst.Divide, cst.Power))
    return is_growing and any(target.deep_equals(side) for side in (value.left, value.right))


def _is_next_row(target: cst.Subscript) -> bool:
    """Whether it is `df.loc[len(df)]`, where a row is added."""
    match target:
        case cst.Subscript(
            value=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="loc")),
            slice=[
                cst.SubscriptElement(slice=cst.Index(value=cst.Call(func=cst.Name(value="len"), args=[argument]))),
                *_,
            ],
        ):
            return _is_name(argument.value, name)
    return False


def appending_calls(tree: Tree) -> list[cst.Call]:
    """Calls outside functions that add to a file or a table of a database: `open(path, "a")`, `INSERT INTO`."""
    return tree.recall("appending calls", _appending_calls, tree)


def _appending_calls(tree: Tree) -> list[cst.Call]:
    calls = (call for call in tree.all(cst.Call) if call.args and _is_adding(tree, call))
    return [call for call in calls if not tree.in_function(call)]


def _is_adding(tree: Tree, call: cst.Call) -> bool:
    named = {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
    if _is_text(named.get("mode"), "a") or _is_text(named.get("if_exists"), "append"):
        return True
    name = called_name(call)
    if name == "open":
        return opening_mode(call).startswith("a")
    return name in ("execute", "executemany") and _inserts(call) and not has_own_database(tree)


def _inserts(call: cst.Call) -> bool:
    """`con.execute("INSERT INTO …")`, `UPDATE t SET a = a + 1`; `INSERT OR REPLACE` gives the same table again."""
    text = call.args[0].value
    return isinstance(text, cst.SimpleString) and _ADDING.match(str(text.evaluated_value)) is not None


def _is_text(node: cst.BaseExpression | None, beginning: str) -> bool:
    return isinstance(node, cst.SimpleString) and str(node.evaluated_value).startswith(beginning)


def _is_name(node: cst.CSTNode, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name


def _mentions(node: cst.CSTNode, name: str) -> bool:
    if isinstance(node, (cst.List, cst.Tuple)):
        return any(_mentions(element.value, name) for element in node.elements)
    return _is_name(node, name)


def _counts(context: Context, name: VarName, node: cst.CSTNode) -> bool:
    """`counts.update(words)` of a variable that is a `Counter` wherever it is bound."""
    if not (isinstance(node, cst.Call) and called_name(node) in ("update", "subtract")):
        return False
    binders = [context.cells[cell] for cell in context.binders.get(name, ())]
    statements = [facts.statements[facts.writes[name].statement].node for facts in binders]
    return bool(statements) and all(map(_makes_counter, statements))


def _makes_counter(node: cst.CSTNode) -> bool:
    match node:
        case cst.SimpleStatementLine(body=[cst.Assign(value=cst.Call() as call)]):
            return called_name(call) == "Counter"
    return False


def _accumulates(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.AugAssign):
        return True
    if not isinstance(node, cst.Call):
        return False
    if isinstance(node.func, cst.Attribute):
        method = node.func.attr.value
        return method in _ACCUMULATES or (method in _ADDS_OR_TAKES and says(node, "inplace", "True"))
    return isinstance(node.func, cst.Name) and node.func.value in _CONSUMES
