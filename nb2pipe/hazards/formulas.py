"""Code -> the formulas by which it computes columns, in a form that does not depend on how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from nb2pipe.hazards.learning import STATISTICS
from nb2pipe.hazards.made_columns import expressions_of_new, written_sources
from nb2pipe.hazards.tree import root_of
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk

#: Methods of tables that say what an operator says.
_OPERATORS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "truediv": "/", "pow": "**"}
#: Methods of transformers and models.
_FITTED = {"transform", "fit_transform", "predict", "predict_proba"}
_APPLYING = {"apply", "map", "transform"}
#: What depends on all rows that are there, beside plain statistics.
_LOOKING_AROUND = STATISTICS | {"qcut", "factorize", "rank", "zscore", "get_dummies"}


@dataclass(frozen=True, slots=True)
class Formula:
    """How a column is computed from others of the same table."""

    column: str
    node: cst.CSTNode
    #: The formula, whatever the table is called.
    text: str
    #: The columns in it.
    sources: frozenset[str]
    #: It depends on all rows that are there: `df["a"] / df["a"].max()`.
    looks_around: bool


def formulas_in(node: cst.CSTNode) -> Iterator[Formula]:
    """Formulas of all small statements in a statement or a block."""
    for inner in walk(node):
        if isinstance(inner, cst.BaseSmallStatement):
            yield from _formulas_of(inner)


def _formulas_of(node: cst.CSTNode) -> Iterator[Formula]:
    """Formulas of a statement: of items that are set, of `assign`, of dicts that make a row."""
    if isinstance(node, cst.Assign):
        target = node.targets[0].target
        frame, column = _column_set(target)
        if column:
            yield from _formula(column, node, node.value, frame)
            return
    for inner in walk(node):
        if isinstance(inner, cst.Call) and called_name(inner) == "assign":
            yield from _assigned(inner)
        elif isinstance(inner, cst.Call) and called_name(inner) == "with_columns":
            yield from _made_of_expressions(inner)
        elif isinstance(inner, cst.DictElement) and isinstance(inner.key, cst.SimpleString):
            source = next((s for s in walk(inner.value) if isinstance(s, cst.Subscript)), None)
            yield from _formula(str(inner.key.evaluated_value), inner.value, inner.value, root_of(source))


def _column_set(target: cst.BaseExpression) -> tuple[str, str]:
    """The table and the column of `df["a"] = …` and `df.loc[:, "a"] = …`."""
    if not isinstance(target, cst.Subscript):
        return "", ""
    owner = target.value
    if isinstance(owner, cst.Attribute) and owner.attr.value == "loc" and len(target.slice) > 1:
        owner = owner.value
    column = _text_of(target.slice[-1].slice)
    return (owner.value, column) if isinstance(owner, cst.Name) and column else ("", "")


def _assigned(call: cst.Call) -> Iterator[Formula]:
    frame = root_of(call.func)
    for arg in call.args:
        if arg.keyword is None:
            continue
        made = arg.value
        if isinstance(made, cst.Lambda) and made.params.params:
            yield from _formula(arg.keyword.value, made, made.body, made.params.params[0].name.value)
        else:
            yield from _formula(arg.keyword.value, made, made, frame)


def _made_of_expressions(call: cst.Call) -> Iterator[Formula]:
    """`df.with_columns((pl.col("a") / 2).alias("half"))`."""
    for name, value, _ in expressions_of_new(call):
        sources = frozenset(written_sources(value, set()))
        if sources:
            around = any(isinstance(n, cst.Call) and called_name(n) in _LOOKING_AROUND for n in walk(value))
            yield Formula(name, value, _code(value), sources, around)


def _formula(column: str, node: cst.CSTNode, value: cst.BaseExpression, frame: str) -> Iterator[Formula]:
    sources = frozenset(_columns(value, frame)) if frame else frozenset()
    if sources and not any(_applies_what_is_fitted(inner, frame) for inner in walk(value)):
        around = any(isinstance(n, cst.Call) and called_name(n) in _LOOKING_AROUND for n in walk(value))
        yield Formula(column, node, _plain(value, frame), sources, around)


def _applies_what_is_fitted(node: cst.CSTNode, frame: str) -> bool:
    """Whether it is a call of a transformer or model, which carries over what training has learned."""
    is_method = isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute)
    return is_method and called_name(node) in _FITTED and root_of(node.func) != frame  # type: ignore[arg-type,attr-defined]


def _columns(node: cst.CSTNode, frame: str) -> Iterator[str]:
    """Columns of the frame that an expression uses; empty text for what is no plain column."""
    for inner in walk(node):
        if isinstance(inner, cst.Subscript) and root_of(inner) == frame:
            yield _text_of(inner.slice[0].slice)
        elif isinstance(inner, cst.Attribute) and isinstance(inner.value, cst.Name) and inner.value.value == frame:
            yield inner.attr.value


def _text_of(key: cst.BaseSlice) -> str:
    value = key.value if isinstance(key, cst.Index) else None
    return str(value.evaluated_value) if isinstance(value, cst.SimpleString) else ""


def _plain(node: cst.CSTNode, frame: str) -> str:
    """An expression as text, without what is a matter of taste: `d.a.div(d.b)` and `(d["a"] / d["b"])` are one."""
    match node:
        case cst.Name(value=name):
            return "frame" if name == frame else name
        case cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value=column)) if name == frame:
            return f"frame[{column}]"
        case cst.Subscript() if root_of(node) == frame and _text_of(node.slice[0].slice):
            return f"{_plain(node.value, frame)}[{_text_of(node.slice[0].slice)}]"
        case cst.BinaryOperation(left=left, operator=operator, right=right):
            return _joined(_plain(left, frame), _code(operator), _plain(right, frame))
        case cst.Call():
            return _call(node, frame)
    return _code(node)


def _call(node: cst.Call, frame: str) -> str:
    given = [_plain(arg.value, frame) for arg in node.args if arg.keyword is None]
    named = sorted(_code(arg.keyword) + "=" + _plain(arg.value, frame) for arg in node.args if arg.keyword is not None)
    func, name = node.func, called_name(node)
    if isinstance(func, cst.Attribute) and root_of(func.value) == frame:
        owner = _plain(func.value, frame)
        if name in _OPERATORS and len(given) == 1 and not named:
            return _joined(owner, _OPERATORS[name], given[0])
        function = dotted_name(node.args[0].value) if len(node.args) == 1 else ""
        if name in _APPLYING and function:
            return f"{function.rpartition('.')[2]}({owner})"
        return f"{owner}.{name}({','.join([*given, *named])})"
    return f"{name}({','.join([*given, *named])})"


def _joined(left: str, operator: str, right: str) -> str:
    first, second = sorted((left, right)) if operator in ("+", "*") else (left, right)
    return f"({first}{operator}{second})"


def _code(node: cst.CSTNode) -> str:
    return "".join(cst.Module([]).code_for_node(node).split())
