"""Tensors of torch: objects that are known to be some, and windows on their memory."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.tensors import (
    DETACHED,
    DETACHING,
    LEAF,
    NO_TENSORS,
    PARTING,
    PLAIN_RESULTS,
    TENSOR,
    TENSOR_WINDOWS,
    TENSORS,
)
from nb2pipe.analysis.knowledge.types import WINDOW
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument


def is_tensor(obj: Obj) -> bool:
    """Whether the object is known to be a tensor."""
    return TENSOR in obj.traits


def tensors(value: Value) -> Value:
    """The same objects, of which those that nothing else is known of are tensors."""
    for obj in value:
        if not obj.type:
            mark(obj, TENSORS)
    return value


def made_by_function(made: Value, name: str, arguments: list[Argument]) -> Value:
    """What a function of torch has given, known to be a tensor if it is one."""
    module, _, last = name.rpartition(".")
    if name == "torch.nn.Parameter" or (module == "torch" and last[:1].islower() and last not in NO_TENSORS):
        is_leaf = any(keyword == "requires_grad" for _, keyword in arguments) or last == "Parameter"
        for obj in tensors(made) if is_leaf else ():
            mark(obj, frozenset({LEAF}))
        return tensors(made)
    return tensors(made) if module == "torch.nn.functional" else made


def made_by_tensor(m: Machine, node: cst.Call, tensor: Obj, method: str) -> Value | None:
    """What a method of a tensor gives where that is a window, or plain data; None for other methods."""
    if method in PLAIN_RESULTS:
        return (m.make(node, PLAIN_RESULTS[method]),)
    if method in PARTING:
        parts = m.make(node, "list", f"parts-{id(tensor)}")
        hold(parts, (tensor_window(m, node, tensor),))
        return (parts,)
    return (tensor_window(m, node, tensor, method),) if method in TENSOR_WINDOWS else None


def tensor_window(m: Machine, node: cst.CSTNode, tensor: Obj, method: str = "", *, loosely: bool = False) -> Obj:
    """A tensor, or an array of numpy, on the same memory."""
    window = m.make(node, "ndarray" if method == "numpy" else "", f"window-{id(tensor)}")
    mark(window, WINDOW if window.type else WINDOW | TENSORS)
    if method in DETACHING:
        mark(window, DETACHED)
    if window is not tensor:
        hold(tensor, (window,), loosely=loosely)
        # What comes of it may be trained, and the tensor with it.
        hold(window, (tensor,), loosely=True)
    return window
