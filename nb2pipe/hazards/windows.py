"""Code -> the slices by which it cuts a series into windows that share values."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

_CUTTING = {"sliding_window_view"}
_Loop = cst.For | cst.CompFor


def cuts_windows(node: cst.CSTNode, loop: cst.For | None) -> str:
    """The code by which an expression cuts windows, one for each step of a loop; empty if it cuts none."""
    if isinstance(node, cst.Call) and called_name(node) in _CUTTING:
        return called_name(node)
    loops: list[_Loop] = [each for each in walk(node) if isinstance(each, cst.CompFor)]
    counters = set(_counters([*loops, loop] if loop is not None else loops))
    slices = (each for each in walk(node) if isinstance(each, cst.Subscript)) if counters else ()
    cut = next((each for each in slices if _is_window(each, counters)), None)
    return cst.Module([]).code_for_node(cut) if cut is not None else ""


def _counters(loops: list[_Loop]) -> Iterator[str]:
    """Variables that go up by one: `for i in range(len(series) - 9)`."""
    for loop in loops:
        match loop:
            case (
                cst.For(target=cst.Name(value=name), iter=cst.Call(args=args) as call)
                | cst.CompFor(target=cst.Name(value=name), iter=cst.Call(args=args) as call)
            ) if called_name(call) == "range" and len(args) < 3:
                yield name


def _is_window(node: cst.Subscript, counters: set[str]) -> bool:
    """Whether it is `series[i:i + 9]` or `series[i - 9:i]`, and not an image's part, cut along two axes."""
    cuts = [_is_cut(element.slice, counters) for element in node.slice]
    return cuts[0] and not any(cuts[1:])


def _is_cut(index: cst.BaseSlice, counters: set[str]) -> bool:
    if not isinstance(index, cst.Slice):
        return False
    match index.lower, index.upper:
        case cst.Name(value=one), cst.BinaryOperation(left=cst.Name(value=other), operator=cst.Add(), right=width):
            pass
        case cst.BinaryOperation(left=cst.Name(value=other), operator=cst.Subtract(), right=width), cst.Name(value=one):
            pass
        case _:
            return False
    # What is one row wide shares nothing.
    is_wide = not (isinstance(width, cst.Integer) and width.value == "1")
    return one == other and one in counters and is_wide
