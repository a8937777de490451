"""Slices of frames and series: rows that may be a window on the memory of what they were cut from."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import NOTHING, ROWS, hold, link, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.object_columns import share_objects


def sliced_rows(m: Machine, node: cst.CSTNode, obj: Obj) -> Value:
    """What `df[:n]` or `df.iloc[:n]` gives; nothing for another access or another object."""
    return tuple(_rows_of(m, node, frame) for frame in (_sliced_frames(obj) if _is_row_slice(node) else NOTHING))


def selected_rows(m: Machine, node: cst.Subscript, obj: Obj, keys: Sequence[Value]) -> Value:
    """What `df.loc[mask]` or `df.loc[mask, columns]` gives, a copy; nothing for another access or another object."""
    if obj.type != "pandas-view" or _may_be_number(node.slice[0].slice):
        return NOTHING
    if len(node.slice) == 1:
        return tuple(_copy_of(m, node, frame, frame.type) for frame in _sliced_frames(obj))
    is_table = all(map(_are_many, node.slice, keys))
    return tuple(_copy_of(m, node, frame, frame.type if is_table else "") for frame in _sliced_frames(obj))


def _are_many(element: cst.SubscriptElement, key: Value) -> bool:
    """Whether a part of the key takes several rows or columns, for all that is known."""
    if isinstance(element.slice, cst.Slice):
        return True
    return takes_many(key)


def takes_many(key: Value) -> bool:
    """Whether an object as key takes several items: a list of them, a mask, or another table's labels."""
    return bool(key) and all(obj.type in _MANY for obj in key)


#: Types of keys that take several items; of what is a part of a table, only its labels are a key.
_MANY = frozenset({"list", "Series", "ndarray", "Index", "DataFrame", "pandas-view"})


def _may_be_number(index: cst.BaseSlice) -> bool:
    """`i + 1` and `-i` are rows' numbers; `a & b` and `~a` are masks."""
    value = index.value if isinstance(index, cst.Index) else None
    if isinstance(value, cst.BinaryOperation):
        return not isinstance(value.operator, (cst.BitAnd, cst.BitOr, cst.BitXor))
    return isinstance(value, cst.UnaryOperation) and not isinstance(value.operator, cst.BitInvert)


def _copy_of(m: Machine, node: cst.CSTNode, frame: Obj, type_: str) -> Obj:
    copy = m.make(node, type_, f"chosen-{id(frame)}")
    share_objects(copy, (frame,))
    mark(copy, EXACT if type_ and "exact" in frame.traits else frozenset())
    return copy


def _is_row_slice(node: cst.CSTNode) -> bool:
    return type(node) is cst.Subscript and len(node.slice) == 1 and type(node.slice[0].slice) is cst.Slice


def _sliced_frames(obj: Obj) -> Value:
    """The frames or series of which `df[:n]`, `df.iloc[:n]` or `df.loc[a:b]` gives rows."""
    if obj.type in ("DataFrame", "Series"):
        return (obj,)
    if obj.type != "pandas-view":
        return NOTHING
    owners = (o for o in obj.holders if any(obj in o.parts.get(name, ()) for name in (".iloc", ".loc")))
    return tuple(sorted_objects(owner for owner in owners if owner.type in ("DataFrame", "Series")))


def _rows_of(m: Machine, node: cst.CSTNode, frame: Obj) -> Obj:
    """Some rows, which may be a window on the frame's memory."""
    rows = m.make(node, frame.type, f"rows-{id(frame)}")
    share_objects(rows, (frame,))
    mark(rows, ROWS | (EXACT if "exact" in frame.traits else frozenset()))
    inside = [held for held in frame.loose if held.type in ("list", "dict", "set", "instance")]
    hold(rows, sorted_objects(inside), loosely=True)
    link(frame, rows, loosely=True)
    return rows
