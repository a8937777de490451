"""Cells of a table written in place: which arrays show them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import libcst as cst

from nb2pipe.analysis.knowledge.types import TABLES
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, holders_of, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.memory import windows_on
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.state.staying import keep_in_one_process
from nb2pipe.analysis.values.texts import constant_texts

#: Attributes whose items are cells of a table.
_INDEXERS = frozenset({"loc", "iloc", "at", "iat"})
#: The part of a table that stands for the arrays that show its memory.
_SHOWN = "<arrays>"


def show(table: Obj, array: Obj) -> None:
    """Note that an array may show the memory of the table: `table.to_numpy()`."""
    put_part(table, _SHOWN, join(table.parts.get(_SHOWN, NOTHING), (array,)))


def arrays_written(target: cst.Subscript, owner: Value, keys: list[Value]) -> Value:
    """The arrays that `table.loc[rows, columns] = …`, or `column[row] = …`, may change."""
    indexer = target.value.attr.value if isinstance(target.value, cst.Attribute) else ""
    columns = constant_texts(keys[1]) if indexer in ("loc", "at") and len(keys) == 2 else []
    tables = [table for obj in owner for table in _tables_of(obj, indexer)]
    return join(*(array for table in tables for array in _arrays_of(table, columns)))


def stay_shown(m: Machine, arrays: Value) -> None:
    """Keep the cells that made the arrays with this one, which writes what they show: a copy would not show it."""
    why = f"shows the memory of a table, of which cell {m.recorder.cell} sets cells"
    keep_in_one_process(m, holders_of([*arrays, *windows_on(arrays)], loosely=False), why)


def _tables_of(obj: Obj, indexer: str) -> list[Obj]:
    if indexer in _INDEXERS and obj.type == "pandas-view":
        return [table for table in obj.holders | obj.loose_holders if table.type in TABLES]
    return [obj] if obj.type == "Series" else []


def _arrays_of(table: Obj, columns: Collection[str]) -> Iterator[Value]:
    for key in (_SHOWN, ".values", ".array"):
        yield table.parts.get(key, NOTHING)
    for key, part in table.parts.items() if table.type == "DataFrame" else ():
        is_column = not columns or key.removeprefix(".") in columns
        for column in part if is_column else ():
            if column.type == "Series":
                yield from _arrays_of(column, ())
