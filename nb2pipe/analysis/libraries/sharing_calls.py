"""Functions whose results share memory or state with what they are given."""

from __future__ import annotations

import builtins

import libcst as cst

from nb2pipe.analysis.knowledge.types import SHARED_DICT
from nb2pipe.analysis.libraries.library_results import view
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import hold, join, spill, tie
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value


def memory(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """A `memoryview` and its object change each other."""
    if not values:
        return None
    window = m.make(node, "connection", "memory")
    hold(window, values[0])
    for held in values[0]:
        hold(held, [window])
    return (window,)


def shared_dict(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`ChainMap(a, b)` and `MappingProxyType(a)` show the dicts that they are given, and the first writes into `a`."""
    shown = m.make(node, "")
    shown.name = SHARED_DICT
    for index, value in enumerate(values):
        spill(shown, value)
        for original in value:
            tie(shown, original)
            if index == 0:
                tie(original, shown)
    return (shown,)


def _exception(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`ValueError(items)` keeps what it is given in `args`."""
    made, given = m.make(node, "", "exception"), m.make(node, "tuple", "args")
    hold(given, join(*values))
    for index, value in enumerate(values):
        put_part(given, f"[{index}]", value)
    hold(made, (given,))
    put_part(made, "args", (given,))
    return (made,)


def _is_exception(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseException)


EXCEPTION_CALLS = {f"builtins.{name}": _exception for name, kind in vars(builtins).items() if _is_exception(kind)}


def weak_reference(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`weakref.ref(target)` gives the target when it is called."""
    made = m.make(node, "connection", "weak")
    made.name = "weakref.ref"
    for value in values[:1]:
        hold(made, value)
    return (made,)


def weak_proxy(_m: Machine, _node: cst.Call, values: list[Value]) -> Value | None:
    """`weakref.proxy(target)`: whatever is done to it is done to the target."""
    return values[0] or None if values else None


def summed_by_indices(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`numpy.einsum("ii->i", array)` of a single array may be a window on it."""
    return (view(m, node, "numpy.einsum", values[1:]),) if len(values) == 2 and values[1] else None


def generator_over(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`numpy.random.Generator(bits)` goes on with the bits, and they with it; a generator is given back as it is."""
    given = tuple(obj for obj in (values[0] if values else ()) if obj.type == "rng")
    if not given or len(values) > 1:
        return None
    made = m.make(node, "rng", "over")
    for bits in given:
        tie(made, bits)
        tie(bits, made)
    return (made,)
