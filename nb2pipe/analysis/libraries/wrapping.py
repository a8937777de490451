"""Functions that give a function back, or what will: `lru_cache`, `wraps`, `njit`."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, hold, join, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import CACHES
from nb2pipe.syntax.scopes import parameter_nodes


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


def wrapped_by(called: Obj, arguments: list[Argument]) -> Value:
    """The functions in what an unknown call gave, if all take the keywords that it is called with: it hands them on."""
    functions = tuple([obj for obj in sorted_objects(called.contents) if obj.type in ("function", "method")])
    names = {keyword for _, keyword in arguments if keyword is not None}
    is_handed_on = bool(names) and all(names <= _parameter_names(function) for function in functions)
    return functions if is_handed_on else NOTHING


def _parameter_names(function: Obj) -> set[str]:
    code = function.node
    return {p.name.value for p in parameter_nodes(code.params)} if isinstance(code, cst.FunctionDef) else set()


def _functions(values: list[Value]) -> Value:
    return tuple(obj for obj in (values[0] if values else NOTHING) if obj.type == "function")


def _maker(m: Machine, node: cst.Call, name: str, values: list[Value]) -> Value:
    """What does, with what it is called with, what the named function does."""
    maker = m.make(node, "partial", "maker")
    put_part(maker, "function", (m.external(name),))
    hold(maker, join(*values))
    return (maker,)
