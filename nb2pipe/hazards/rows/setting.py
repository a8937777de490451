"""Tables and collections that are changed in place: `table[key] = value`, `rows.sort()`."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.rows.expressions import texts_in
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.values import Data, Instance, Value, joined, models_in, spread
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.chains import called_name


def in_place(call: cst.Call) -> bool:
    """Whether the receiver becomes what the method gives elsewhere."""
    return says(call, "inplace", "True") or called_name(call) == "sort"


def is_place(lineage: Following, node: cst.Name | cst.Attribute) -> bool:
    """Whether it is a variable, or an attribute of an object of the notebook's classes."""
    return isinstance(node, cst.Name) or isinstance(lineage.evaluate(node.value), Instance)


def set_item(lineage: Following, table: cst.BaseExpression, key: cst.BaseExpression, value: Value) -> None:
    """Give the table a column, or the collection an item."""
    known, given = lineage.evaluate(table), spread(value)
    if not isinstance(known, Data):
        return
    texts = texts_in(lineage.evaluate(key))
    if len(texts) == 1 and known.rows:
        (text,) = texts
        columns = tuple((column, each) for column, each in known.columns if column != text)
        columns += ((text, given.everything_learned()),)
        lineage.assign(table, replace(known, columns=columns, copied=known.copied | given.copied))
        return
    items = (*known.items, *models_in(value))
    merged = joined([known, given])
    lineage.assign(table, replace(merged, rows=known.rows, items=items, texts=frozenset()))
