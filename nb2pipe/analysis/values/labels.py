"""The index and the columns of a table, which another table may have as well: a name set on one is on the other."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.knowledge.types import TABLES
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import elements, hold, holders_of, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.state.staying import keep_in_one_process, names_from_before
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.parts import unseen_part
from nb2pipe.syntax.arguments import keyword_value

#: Keywords and attributes by which a table takes labels.
_LABELS = frozenset({"index", "columns"})
#: Attributes of labels that code sets in place.
NAMES_OF_LABELS = frozenset({"name", "names"})
#: What may be labels that are taken as they are, and not copied.
_SHARED = frozenset({"Index", "pandas-view"})


def is_labels(obj: Obj) -> bool:
    """Whether it is `table.index` or `table.columns`."""
    return obj.type == "pandas-view" and bool(_tables_labelled_with(obj))


def _tables_labelled_with(labels: Obj) -> list[Obj]:
    return [table for table in labels.holders if any(labels in table.parts.get(f".{name}", ()) for name in _LABELS)]


def label(table: Obj, name: str, value: Value) -> None:
    """Let the table have these labels under `index` or `columns`, if they are an object that it shares."""
    labels = [obj for obj in value if obj.type in _SHARED] if name in _LABELS else []
    if labels:
        put_part(table, f".{name}", tuple(labels))
        hold(table, labels)


def stay_labelled(m: Machine, renamed: Value) -> None:
    """Keep the cell at hand, which renames labels, with those that made the tables: copies have labels of their own."""
    for labels in renamed:
        tables = sorted_objects(_tables_labelled_with(labels))
        names = names_from_before(m, holders_of((labels,), loosely=False)) if tables else set()
        of_tables = [names_from_before(m, holders_of((table,), loosely=False)) for table in tables]
        if any(leading and leading != names for leading in of_tables):
            why = f"has an index or columns that cell {m.recorder.cell} changes, and that something else has as well"
            keep_in_one_process(m, holders_of((labels,), loosely=False), why)


def take_labels(table: Obj, node: cst.Call, name: str, arguments: Iterable[Argument]) -> None:
    """`pandas.DataFrame(data, index=labels)`, `pandas.concat([table, …], axis=1)`."""
    for value, keyword in arguments:
        label(table, keyword or "", value)
        if name == "pandas.concat" and keyword in (None, "objs") and _is_by_row(node):
            _keep_index(table, elements(value))


def keep_index(made: Value, table: Obj, method: str, node: cst.Call) -> None:
    """`table.apply(f, axis=1)` and `table.join(other)` have the table's own index."""
    if table.type == "DataFrame" and (method == "join" or (method == "apply" and _is_by_row(node))):
        for obj in made:
            _keep_index(obj, [table])


def _is_by_row(node: cst.Call) -> bool:
    axis = keyword_value(node, "axis")
    return isinstance(axis, cst.Integer | cst.SimpleString) and axis.evaluated_value in (1, "columns")


def _keep_index(made: Obj, tables: Iterable[Obj]) -> None:
    for table in tables:
        if table.type in TABLES and made is not table and not made.is_immutable:
            label(made, "index", (unseen_part(table, "index"),))
