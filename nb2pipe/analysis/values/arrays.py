"""What arrays give: windows on their memory, rows, and numbers."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT, UNSURE
from nb2pipe.analysis.knowledge.given_types import PERHAPS_LIST
from nb2pipe.analysis.knowledge.types import ARRAYS
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import SCALAR, hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.dimensions import dimensions, note, note_part
from nb2pipe.analysis.values.tensors import is_tensor, tensor_window

#: The trait of a row: in an array of one dimension it is a number, which `+=` does not change in place.
MAYBE_NUMBER = "maybe-number"


def window(m: Machine, node: cst.CSTNode, array: Obj, key: str) -> Obj:
    """What an array gives under a key: a window on its memory, or a number."""
    if is_tensor(array):
        return tensor_window(m, node, array, loosely=not key)
    if key == "[int]" or key[1:2].isdigit():
        return row_of(m, node, array)
    part = m.make(node, "ndarray", f"view-{id(array)}")
    # A field of a structured array is a window as a slice is.
    hold(array, [part], loosely=key != "[:]" and key[1:2] not in ("'", '"'))
    if key == "[:]":
        note_part(part, array, node)
        # A list of arrays has no `[:, 1]`.
        is_array = array.traits >= EXACT or (array.traits >= PERHAPS_LIST and _has_several(node))
        mark(part, EXACT if is_array and array.type == "ndarray" else UNSURE)
    return part


def _has_several(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Subscript) and len(node.slice) > 1


def row_of(m: Machine, node: cst.CSTNode, array: Obj) -> Obj:
    """What an array gives for one index: a number, or a row that is a window on the array."""
    count = dimensions((array,))
    if count == 1:
        return SCALAR[0]
    row = m.make(node, "ndarray", f"row-{id(array)}")
    if count is None:
        mark(row, frozenset({MAYBE_NUMBER}))
    else:
        note((row,), count - 1)
    hold(array, [row])
    return row


def rows_of(m: Machine, node: cst.CSTNode, value: Value) -> Value:
    """What iterating over those of the objects gives that are arrays."""
    rows = [row_of(m, node, obj) for obj in value if obj.type in ARRAYS]
    return (*rows, *(tensor_window(m, node, obj) for obj in value if is_tensor(obj)))
