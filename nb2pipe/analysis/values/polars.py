"""Values of polars: they share nothing, but expressions and lazy frames hold the functions that they are to call."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.analysis.knowledge.polars import ATTRIBUTES, EXPRESSION, FRAME, LAZY, POLARS, SERIES, SQL_CONTEXT
from nb2pipe.analysis.state.heap import elements, hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value

#: What calls functions later: a lazy frame, an expression, and whatever may be one.
_CALLING = (LAZY, EXPRESSION, POLARS)


def make_polars(m: Machine, node: cst.CSTNode, what: str, kept: Value = (), place: str = "polars") -> Obj:
    """A new value of a class of polars, made of others; or of another type."""
    if not what.startswith(POLARS):
        return m.make(node, what, place)
    made = m.make(node, "sql-context" if what == SQL_CONTEXT else POLARS, place)
    made.name = what if what != POLARS else ""
    if what in _CALLING:
        hold(made, functions_in(kept))
    return made


def functions_in(value: Value) -> Value:
    """The functions among the values, and those that values of polars among them are to call."""
    inside = (held for obj in value if obj.type == POLARS for held in elements((obj,)))
    return tuple(obj for obj in dict.fromkeys((*value, *inside)) if obj.type in ("function", "method", "bound"))


def attribute_of_polars(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Obj:
    """An attribute: a namespace of methods, or something that is no part of the object."""
    what = ATTRIBUTES.get(name, POLARS) if obj.name != EXPRESSION else EXPRESSION
    return make_polars(m, node, what, (obj,), f"attribute-{name}")


def item_of_polars(m: Machine, node: cst.CSTNode, obj: Obj, key: str) -> Obj:
    """A column, rows or a single value."""
    is_column = obj.name == FRAME and key[1:2] in ("'", '"')
    return make_polars(m, node, SERIES if is_column else POLARS, (obj,), "item")


def operation_of_polars(m: Machine, node: cst.CSTNode, operands: Sequence[Value]) -> Obj:
    """What an operator gives of values of which some are of polars."""
    given = tuple(obj for value in operands for obj in value)
    names = {obj.name for obj in given if obj.type == POLARS}
    known = next((name for name in (EXPRESSION, LAZY, FRAME, SERIES) if name in names), "")
    is_sure = "" not in names and all(obj.type == POLARS or obj.is_immutable for obj in given)
    return make_polars(m, node, known if is_sure else POLARS, given, "operation")
