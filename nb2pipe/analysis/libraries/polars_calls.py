"""Functions and methods of polars followed: each gives a new value, but for the few that change their receiver."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.polars import (
    EXPRESSION,
    FRAME,
    FUNCTIONS,
    GROUPS,
    IN_PLACE,
    LAZY,
    METHODS,
    POLARS,
    SERIES,
    SQL_CONTEXT,
)
from nb2pipe.analysis.state.changing import put_parts
from nb2pipe.analysis.state.heap import SCALAR, elements, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.polars import make_polars
from nb2pipe.syntax.arguments import says

#: What is no function that gives a value of polars.
_OTHERS = ("Config", "exceptions", "testing", "api", "StringCache", "plugins")


def made_by_polars(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value | None:
    """What a function or class of polars gives; None for what is followed as that of any library."""
    root, _, rest = name.partition(".")
    if root != POLARS or rest.partition(".")[0] in _OTHERS:
        return None
    what = FUNCTIONS.get(name) or (SERIES if says(node, "eager", "True") else EXPRESSION)
    if name not in FUNCTIONS and rest.rpartition(".")[2][:1].isupper():
        return SCALAR  # a type of columns
    if rest in ("sql", "select"):
        is_lazy = says(node, "eager", "False") or (rest == "sql" and not says(node, "eager", "True"))
        what = LAZY if is_lazy else FRAME
    if rest in ("concat", "union") and arguments:
        parts = elements(arguments[0][0])
        names = {obj.name if obj.type == POLARS else "" for obj in parts}
        what = names.pop() or POLARS if len(names) == 1 else POLARS
    return (make_polars(m, node, what, join(*(value for value, _ in arguments))),)


def method_of_polars(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    """What a method of such a value gives."""
    if method in IN_PLACE or says(node, "in_place", "True"):
        return (obj,)
    what = EXPRESSION if obj.name == EXPRESSION else METHODS.get(obj.name, {}).get(method, POLARS)
    if what == POLARS and obj.name == EXPRESSION:
        what = EXPRESSION
    if obj.name == SQL_CONTEXT and says(node, "eager", "True"):
        what = FRAME
    made = make_polars(m, node, what, (obj, *join(*(value for value, _ in arguments))))
    if what in _HOLDING and method not in _PLAIN:
        hold(made, (m.make(node, "" if method in _ROWS else POLARS, "row"),))
    if what == GROUPS:
        pair, part = m.make(node, "tuple", "group"), make_polars(m, node, FRAME, place="part")
        put_parts(pair, {"[0]": SCALAR, "[1]": (part,)})
        hold(pair, (part,))
        hold(made, (pair,))
    return (made,)


_HOLDING = ("list", "iterator", "dict")
#: Methods whose collection holds numbers and texts, or rows: others hold columns or frames.
_PLAIN = ("collect_schema", "get_chunks", "chunk_lengths", "to_list", "tables")
_ROWS = ("to_dicts", "rows", "iter_rows", "to_dict", "rows_by_key")
