"""Functions that give a function back, or what will: `lru_cache`, `wraps`, `njit`."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.callables import CACHES


def caching(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`lru_cache(function)`: the function, which keeps its results; `lru_cache(maxsize=2)` makes such a one later."""
    functions = _functions(values)
    for function in functions:
        put_part(function, CACHES, SCALAR)
    is_maker = not any(obj.type not in IMMUTABLE for value in values for obj in value)
    return functions or (_maker(m, node, "functools.lru_cache", values) if is_maker else None)


def wrapper(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`wraps(function)` gives what lets another function look like it."""
    return _maker(m, node, "functools.update_wrapper", values)


def as_given(_m: Machine, _node: cst.Call, values: list[Value]) -> Value | None:
    """`contextmanager(function)`, `njit(function)`: a function that does what it does."""
    return _functions(values) or None


def _functions(values: list[Value]) -> Value:
    return tuple(obj for obj in (values[0] if values else NOTHING) if obj.type == "function")


def _maker(m: Machine, node: cst.Call, name: str, values: list[Value]) -> Value:
    """What does, with what it is called with, what the named function does."""
    maker = m.make(node, "partial", "maker")
    put_part(maker, "function", (m.external(name),))
    hold(maker, join(*values))
    return (maker,)
