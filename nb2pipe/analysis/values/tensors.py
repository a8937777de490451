"""Tensors of torch: objects that are known to be some, and windows on their memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import UNSURE, VAGUE
from nb2pipe.analysis.knowledge.given_types import IS
from nb2pipe.analysis.knowledge.tensors import (
    COMPUTED,
    DETACHED,
    DETACHING,
    GIVING_MORE,
    LEAF,
    NO_TENSORS,
    PARTING,
    PLAIN_RESULTS,
    SURE_FUNCTIONS,
    SURE_METHODS,
    TENSOR,
    TENSOR_WINDOWS,
    TENSORS,
)
from nb2pipe.analysis.knowledge.types import IMMUTABLE, WINDOW
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument

#: The trait of what is sure to be a tensor.
_SURE = frozenset({f"{IS}torch.Tensor"})

_COMPUTING = ("torch", "torch.nn.functional")
_REMEMBERED = COMPUTED | {LEAF}


def is_tensor(obj: Obj) -> bool:
    """Whether the object is known to be a tensor."""
    return TENSOR in obj.traits


def tensors(value: Value) -> Value:
    """The same objects, of which those that nothing else is known of are tensors."""
    for obj in value:
        if not obj.type:
            mark(obj, TENSORS)
    return value


def _sure(value: Value, *, is_sure: bool) -> Value:
    """The same objects; the same code may be followed several times, and one time that is not sure is enough."""
    for obj in value:
        if not obj.type:
            mark(obj, _SURE if is_sure else UNSURE)
    return value


def made_by_operation(result: Obj, operands: Sequence[Value]) -> Value:
    """What an operation has given, a tensor where one takes part."""
    parts = [obj for value in operands for obj in value]
    if not any(map(is_tensor, parts)):
        return (result,)
    _compute_on((result,), parts)
    return tensors(_sure((result,), is_sure=all(obj.type in IMMUTABLE or is_sure_tensor(obj) for obj in parts)))


def is_sure_tensor(obj: Obj) -> bool:
    """Whether the object is an instance of the class of tensors, for all that is known."""
    return obj.traits >= _SURE and obj.traits.isdisjoint(UNSURE)


def made_by_function(made: Value, name: str, arguments: list[Argument]) -> Value:
    """What a function of torch has given, known to be a tensor if it is one."""
    module, _, last = name.rpartition(".")
    if module in _COMPUTING:
        _compute_on(made, (obj for value, _ in arguments for obj in value))
    if name == "torch.nn.Parameter" or (module == "torch" and last[:1].islower() and last not in NO_TENSORS):
        _sure(made, is_sure=last in SURE_FUNCTIONS)
        is_leaf = any(keyword == "requires_grad" for _, keyword in arguments) or last == "Parameter"
        for obj in tensors(made) if is_leaf else ():
            mark(obj, frozenset({LEAF}))
        return tensors(made)
    if module != "torch.nn.functional":
        return made
    asks_for_more = last in GIVING_MORE or any(keyword == "return_indices" for _, keyword in arguments)
    return tensors(_sure(made, is_sure=not asks_for_more))


def made_by_tensor(m: Machine, node: cst.Call, tensor: Obj, method: str) -> Value | None:
    """What a method of a tensor gives where that is a window, or plain data; None for other methods."""
    if method in PLAIN_RESULTS:
        plain = m.make(node, PLAIN_RESULTS[method])
        # `item` of a tensor of integers gives one.
        mark(plain, VAGUE if method == "item" else frozenset())
        return (plain,)
    if method in PARTING:
        parts = m.make(node, "list", f"parts-{id(tensor)}")
        hold(parts, (tensor_window(m, node, tensor),))
        return (parts,)
    return (tensor_window(m, node, tensor, method),) if method in TENSOR_WINDOWS else None


def made_by_sure_tensor(made: Value, tensor: Obj, method: str) -> Value:
    """What a method of a tensor has given, known to be one for sure where that holds."""
    _compute_on(made, (tensor,))
    return tensors(_sure(made, is_sure=method in SURE_METHODS and is_sure_tensor(tensor)))


def _compute_on(made: Value, given: Iterable[Obj]) -> None:
    """What is made of a computed tensor, or of one that is trained, remembers how."""
    if any(not obj.traits.isdisjoint(_REMEMBERED) and DETACHED.isdisjoint(obj.traits) for obj in given):
        for obj in made:
            mark(obj, COMPUTED if not obj.type and DETACHED.isdisjoint(obj.traits) else frozenset())


def tensor_window(m: Machine, node: cst.CSTNode, tensor: Obj, method: str = "", *, loosely: bool = False) -> Obj:
    """A tensor, or an array of numpy, on the same memory."""
    window = m.make(node, "ndarray" if method == "numpy" else "", f"window-{id(tensor)}")
    mark(window, WINDOW if window.type else WINDOW | TENSORS)
    if not method:
        _sure((window,), is_sure=is_sure_tensor(tensor))
    if method in DETACHING:
        mark(window, DETACHED)
    if window is not tensor:
        hold(tensor, (window,), loosely=loosely)
        # What comes of it may be trained, and the tensor with it.
        hold(window, (tensor,), loosely=True)
    return window
