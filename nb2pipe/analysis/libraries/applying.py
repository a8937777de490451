"""Callables called by something else than a call in the text: by an iterator, a decorator, a library."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.types import LIKELY_MUTATING
from nb2pipe.analysis.outside.files import method_effects
from nb2pipe.analysis.state.heap import NOTHING, elements, hold, join, part_of
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import run_function
from nb2pipe.analysis.values.classes import instantiate
from nb2pipe.analysis.values.getters import METHOD, got, passed_on
from nb2pipe.analysis.values.items import make_missing
from nb2pipe.analysis.values.library import set_member
from nb2pipe.analysis.values.texts import constant_text

#: Types of objects of which it is known what calling them does.
APPLICABLE = ("function", "method", "bound", "partial", "method-caller", "getter", "instance", "class", "accessor")


def apply(m: Machine, function: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    """What the callable gives for these arguments; a method of a container changes the container."""
    match function.type:
        case "bound":
            return _apply_bound(m, function, arguments, node)
        case "partial":
            targets = function.parts.get("function", NOTHING)
            return join(*(apply(m, target, [*passed_on(function), *arguments], node) for target in targets))
        case "method-caller":
            given = arguments[0][0] if arguments else NOTHING
            methods = attribute(m, node, given, constant_text(function.parts[METHOD]) or "")
            return join(*(apply(m, method, passed_on(function), node) for method in methods))
        case "getter":
            return got(m, function, join(*(value for value, _ in arguments)), node)
        case "instance":
            called = attribute(m, node, (function,), "__call__")
            return join(*(apply(m, each, arguments, node) for each in called if each.type in ("function", "method")))
        case "accessor":
            owner, _, name = function.name.rpartition(".")
            class_ = arguments[0][0] if arguments else NOTHING
            set_member(m, m.external(owner), name, class_, node)
            return class_
        case "class":
            return instantiate(m, function, arguments, node)
    return run_function(m, function, arguments, node)


def piped_through(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> Value:
    """`table.pipe(function, …)` calls the function with the table itself; nothing for other methods and functions."""
    functions = arguments[0][0] if method == "pipe" and arguments else NOTHING
    pairs = [part_of((obj,), "[0]") for obj in functions if obj.type == "tuple"]
    keyword = constant_text(part_of(functions, "[1]")) if pairs else None
    functions = join(*pairs) if pairs else functions
    if not functions or not all(function.type in APPLICABLE for function in functions):
        return NOTHING
    given = [(receiver, keyword), *arguments[1:]]
    return join(*(apply(m, function, given, node) for function in functions))


#: Methods by which functions that a library has decorated are run, by workers or later.
_RUNNING = frozenset({"apply_async", "delay", "remote", "submit"})


def run_elsewhere(m: Machine, node: cst.Call, functions: Value, method: str, arguments: list[Argument]) -> list[Value]:
    """`function.remote(x)`, `function.delay(x)`: what the function gives."""
    run = [obj for obj in functions if obj.type == "function"] if method in _RUNNING else []
    with m.journal.perhaps():
        return [run_function(m, function, arguments, node) for function in run]


def _apply_bound(m: Machine, method: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    if isinstance(node, cst.Call):
        method_effects(m, node, method.receiver, method.name, arguments)
    if method.name in LIKELY_MUTATING:
        given = join(*(value for value, _ in arguments))
        for receiver in method.receiver:
            hold(receiver, given)
    for obj in method.receiver if method.name == "__getitem__" else ():
        make_missing(m, node, obj)
    change_bound(m, method, node)
    return elements(method.receiver)


def change_bound(m: Machine, method: Obj, node: cst.CSTNode) -> None:
    """Somebody may call a method of a container or model, which changes with it."""
    if method.name in LIKELY_MUTATING:
        m.change(method.receiver, node)
