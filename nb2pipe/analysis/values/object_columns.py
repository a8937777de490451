"""Columns of Python objects, such as lists of tokens: what loops go through, and all copies of the table share."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pipe.analysis.knowledge.exact_types import EXACT
from nb2pipe.analysis.knowledge.types import TABLES
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.heap import CELLS, NOTHING, TABLE_CELL, elements, hold, join
from nb2pipe.analysis.state.objects import Obj, Value

#: And what groups their rows.
_BEARING = TABLES | {"pandas"}
#: What a cell of a table can hold so that code can change it there.
_CONTAINERS = frozenset({"list", "dict", "set", "instance", "deque"})
#: Methods of tables that give the results of the functions that they call.
CALLING = frozenset({"apply", "map", "agg", "aggregate", "transform", "applymap"})
#: Functions of the language that make an object for each group or row.
_MAKERS = frozenset({"builtins.list", "builtins.set", "builtins.dict", "collections.Counter"})


def objects_in(table: Obj) -> Value:
    """What stands for the objects in the columns; nothing where they hold texts and numbers alone."""
    return table.parts.get(CELLS, NOTHING)


def keep_objects(table: Obj, objects: Iterable[Obj] = ()) -> None:
    """Let the columns of the table hold objects: these, and others that nobody sees."""
    if CELLS not in table.parts and table.heap is not None:
        cell = table.heap.new("")
        mark(cell, frozenset({TABLE_CELL}))
        _take_in(table, (cell,))
    _take_in(table, tuple(objects))


def share_objects(table: Obj, sources: Iterable[Obj]) -> None:
    """Let the table hold the objects of these: Python copies no object with its table."""
    for source in sources:
        if source.type in _BEARING and source is not table:
            _take_in(table, objects_in(source))


def _take_in(table: Obj, objects: Value) -> None:
    if not objects or table.type not in _BEARING:
        return
    put_part(table, CELLS, join(objects_in(table), objects))
    hold(table, objects)
    for column in join(*table.parts.values()):
        if column.type == "Series" and not set(objects) <= set(objects_in(column)):
            _take_in(column, objects)


def fill_table(table: Obj, data: Iterable[Value]) -> None:
    """Note which objects `DataFrame(data)`, `Series(data)` or `table[column] = data` puts into columns."""
    for value in data:
        share_objects(table, (*value, *elements(value)))
        given = elements(value)
        inner = containers_among(given if table.type == "Series" else elements(given))
        if inner:
            keep_objects(table, inner)


def fill_column(table: Obj, value: Value) -> None:
    """Note which objects `table[column] = value` puts into the column."""
    share_objects(table, value)
    inner = containers_among(elements(tuple(obj for obj in value if obj.type == "list")))
    if inner and table.type in TABLES:
        keep_objects(table, inner)


def fill_cell(view: Obj, value: Value) -> None:
    """Note which objects `table.at[row, column] = value` puts into a cell."""
    inner = containers_among(value)
    for table in view.holders | view.loose_holders if inner else ():
        if table.type in TABLES:
            keep_objects(table, inner)


def containers_among(value: Value) -> Value:
    """Those of the objects that a cell of a table can hold so that code can change them there."""
    return tuple(obj for obj in value if obj.type in _CONTAINERS or (obj.type == "ndarray" and obj.traits >= EXACT))


def keep_results(table: Obj, results: Value, functions: Value) -> None:
    """Note what functions have given that a method of a table has called for each of its values, rows or groups."""
    made = tuple(obj for obj in results if not obj.is_immutable and obj.type not in TABLES)
    if table.type in TABLES and (made or any(function.name in _MAKERS for function in functions)):
        keep_objects(table, containers_among(made))
