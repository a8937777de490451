"""Which arrays show the memory of which: a window is changed with its array, and with windows that overlap it."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.knowledge.tensors import TENSOR
from nb2pipe.analysis.knowledge.types import ARRAYS
from nb2pipe.analysis.state.objects import Obj


def windows_on(value: Iterable[Obj]) -> set[Obj]:
    """Arrays that show the memory of those among the objects that are arrays, at any depth."""
    changed = [obj for obj in value if (obj.contents or obj.holders) and is_array(obj)]
    seen = {window for obj in changed for window in _beside(obj)}
    stack = [obj for obj in (*changed, *seen) if obj.contents]
    while stack:
        windows = {held for held in stack.pop().contents if _is_window(held)} - seen
        seen |= windows
        stack += windows
    return seen


def is_array(obj: Obj) -> bool:
    """Whether it is an array or a tensor, of which windows may show the memory."""
    return obj.type in ARRAYS or TENSOR in obj.traits or _is_flat(obj)


def _is_flat(obj: Obj) -> bool:
    """Whether it is `array.flat`."""
    return not obj.type and any(obj in holder.parts.get(".flat", ()) for holder in obj.holders)


def _is_window(obj: Obj) -> bool:
    return obj.type == "ndarray" or TENSOR in obj.traits


def _beside(window: Obj) -> set[Obj]:
    """Other windows on the arrays of which this is one, and on those of which these are, that may overlap it."""
    found: set[Obj] = set()
    seen: set[Obj] = set()
    stack = [window]
    while stack:
        current = stack.pop()
        seen.add(current)
        for array in [holder for holder in current.holders if is_array(holder) and holder not in seen]:
            found |= {o for o in array.contents if _is_window(o) and o is not current and _overlap(o, current)}
            stack.append(array)
    return found - seen


def _overlap(one: Obj, other: Obj) -> bool:
    """Whether two windows on an array may show the same of it, for all that their subscripts say."""
    if type(one.node) is not cst.Subscript or type(other.node) is not cst.Subscript:
        return True
    pairs = zip(one.node.slice, other.node.slice, strict=False)
    return not any(_are_apart(first.slice, second.slice) for first, second in pairs)


def _are_apart(one: cst.BaseSlice, other: cst.BaseSlice) -> bool:
    return _ends_before(one, other) or _ends_before(other, one)


def _ends_before(one: cst.BaseSlice, other: cst.BaseSlice) -> bool:
    """Whether all that one part of a subscript takes comes before all that the other takes."""
    ends = one.upper if isinstance(one, cst.Slice) else None
    begins = other.lower if isinstance(other, cst.Slice) else None
    if ends is not None and begins is not None and ends.deep_equals(begins):
        return True
    last, first = _last_of(one), _first_of(other)
    return last is not None and first is not None and last < first


def _first_of(part: cst.BaseSlice) -> int | None:
    if isinstance(part, cst.Index):
        return _number(part.value)
    return _number(part.lower) if isinstance(part, cst.Slice) else None


def _last_of(part: cst.BaseSlice) -> int | None:
    if isinstance(part, cst.Index):
        return _number(part.value)
    upper = _number(part.upper) if isinstance(part, cst.Slice) else None
    return None if upper is None else upper - 1


def _number(node: cst.BaseExpression | None) -> int | None:
    """The number of a row counted from the first one."""
    return int(node.value, 0) if isinstance(node, cst.Integer) else None
