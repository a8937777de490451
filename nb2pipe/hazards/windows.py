"""Code -> the slices by which it cuts a series into windows that share values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from nb2pipe.hazards.learning import Loop, positional
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

_CUTTING = {"sliding_window_view"}
#: Variable -> by how much it goes up, each time; None for one.
_Counters = dict[str, cst.BaseExpression | None]


def cuts_windows(node: cst.CSTNode, loop: Loop | None, numbers: Mapping[str, int]) -> str:
    """The code by which an expression cuts windows, one for each step of a loop; empty if it cuts none.

    `numbers` are variables that hold whole numbers.
    """
    if isinstance(node, cst.Call) and (called_name(node) in _CUTTING or _unfolds(node, numbers)):
        return called_name(node)
    loops: list[Loop | cst.CompFor] = [each for each in walk(node) if isinstance(each, cst.CompFor)]
    counters = dict(_counters([*loops, loop] if loop is not None else loops))
    slices = (each for each in walk(node) if isinstance(each, cst.Subscript)) if counters else ()
    cut = next((each for each in slices if _is_window(each, counters, numbers)), None)
    return cst.Module([]).code_for_node(cut) if cut is not None else ""


def gives_windows(class_: cst.ClassDef) -> str:
    """The code by which `dataset[i]` of a class of the notebook is one window of many that share values."""
    for method in class_.body.body:
        if isinstance(method, cst.FunctionDef) and method.name.value == "__getitem__":
            counters: _Counters = {param.name.value: None for param in method.params.params[1:]}
            slices = (node for node in walk(method.body) if isinstance(node, cst.Subscript))
            cut = next((node for node in slices if _is_window(node, counters, {})), None)
            return cst.Module([]).code_for_node(cut) if cut is not None else ""
    return ""


def _counters(loops: list[Loop | cst.CompFor]) -> Iterator[tuple[str, cst.BaseExpression | None]]:
    """Variables that go up step by step: `for i in range(len(series) - 9)`, `while …: i += 1`."""
    for loop in loops:
        match loop:
            case (
                cst.For(target=cst.Name(value=name), iter=cst.Call(args=args) as call)
                | cst.CompFor(target=cst.Name(value=name), iter=cst.Call(args=args) as call)
            ) if called_name(call) == "range":
                yield name, args[2].value if len(args) > 2 else None
            case cst.While():
                yield from _counted_up(loop.body)


def _counted_up(body: cst.CSTNode) -> Iterator[tuple[str, cst.BaseExpression | None]]:
    for node in walk(body):
        match node:
            case cst.AugAssign(target=cst.Name(value=name), operator=cst.AddAssign(), value=step):
                yield name, None if isinstance(step, cst.Integer) and step.value == "1" else step


def _is_window(node: cst.Subscript, counters: _Counters, numbers: Mapping[str, int]) -> bool:
    """Whether it is `series[i:i + 9]` or `series[i - 9:i]`, and not an image's part, cut along two axes."""
    cuts = [_is_cut(element.slice, counters, numbers) for element in node.slice]
    return cuts[0] and not any(cuts[1:])


def _is_cut(index: cst.BaseSlice, counters: _Counters, numbers: Mapping[str, int]) -> bool:
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
    return one == other and one in counters and is_wide and _overlaps(width, counters[one], numbers)


def _overlaps(width: cst.BaseExpression, step: cst.BaseExpression | None, numbers: Mapping[str, int]) -> bool:
    """Whether windows of a width overlap that begin a step apart, as far as that is known."""
    if step is None:
        return True
    wide, far = _number(width, numbers), _number(step, numbers)
    if wide is not None and far is not None:
        return far < wide
    return (
        isinstance(step, cst.BinaryOperation)
        and isinstance(step.operator, cst.FloorDivide)
        and (step.left.deep_equals(width))
    )


def _unfolds(call: cst.Call, numbers: Mapping[str, int]) -> bool:
    """`tensor.unfold(0, 24, 1)`."""
    given = positional(call) if called_name(call) == "unfold" else []
    return len(given) == 3 and _overlaps(given[1], given[2], numbers)


def _number(node: cst.BaseExpression, numbers: Mapping[str, int]) -> int | None:
    if isinstance(node, cst.Name):
        return numbers.get(node.value)
    return int(node.value) if isinstance(node, cst.Integer) and node.value.isdigit() else None
