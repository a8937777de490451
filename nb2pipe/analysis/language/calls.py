"""Calls followed: functions of the notebook step by step, everything else by what is known of it."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.libraries.applying import apply, run_elsewhere
from nb2pipe.analysis.libraries.inheritance import call_inherited, change_as_container, inherits
from nb2pipe.analysis.libraries.iteration import consume_arguments, run_callbacks, unknown_result
from nb2pipe.analysis.libraries.library_calls import call_library
from nb2pipe.analysis.libraries.made_classes import instantiate_made
from nb2pipe.analysis.libraries.methods import call_method
from nb2pipe.analysis.libraries.named_tuples import has_record_method, made_by_record
from nb2pipe.analysis.libraries.torch_modules import call_module, is_torch_module, register, set_mode
from nb2pipe.analysis.libraries.wrapping import wrapped_by
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, hold, join
from nb2pipe.analysis.state.iterating import iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import OTHER_CASES, bind_method, run_function, run_operator
from nb2pipe.analysis.values.classes import allocate, construct, fill_wrapped, instantiate
from nb2pipe.analysis.values.getters import METHOD, got, passed_on
from nb2pipe.analysis.values.gradients import recorded
from nb2pipe.analysis.values.members import find_member, library_bases
from nb2pipe.analysis.values.parents import is_super, next_members, parent_of
from nb2pipe.analysis.values.tensors import tensors
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.analysis.values.wholes import entries_of, items_of
from nb2pipe.syntax.chains import root_name

#: Special methods that every object has, whatever its class says.
_OF_OBJECT = frozenset({"__setattr__", "__delattr__", "__getattribute__"})


def call(m: Machine, node: cst.Call, frame: Frame) -> Value:
    """Follow one call."""
    receiver = seen = NOTHING
    method = ""
    if is_super(node):
        return (parent_of(m, node, frame),)
    if _is_of_super(node.func):
        called = NOTHING
    elif type(node.func) is cst.Attribute:
        receiver = m.evaluate(node.func.value, frame)
        method = node.func.attr.value
        seen = receiver if method == "__class__" else tuple([obj for obj in receiver if obj.type in _SEEN_INTO])
        called = NOTHING
        if not all(inherits(obj, method) or has_record_method(obj, method) for obj in seen):
            called = attribute(m, node.func, seen, method)
    else:
        called = m.evaluate(node.func, frame)
    arguments = _arguments(m, node, frame)
    if method in _OF_OBJECT and _lacks(receiver, method):
        function = m.external(f"builtins.object.{method}")
        return _call_object(m, node, function, [(receiver, None), *arguments], frame)
    results: list[Value] = []
    opaque = tuple([obj for obj in receiver if obj.type not in _SEEN_INTO])
    if opaque and method and method != "__class__":
        results.append(call_method(m, node, opaque, method, arguments, frame))
    if _is_of_super(node.func):
        results.append(_call_super(m, node, frame, arguments))
    results.extend(_call_each(m, node, called, arguments, frame))
    if method:
        set_mode(receiver, method, arguments)
        register(receiver, method, arguments)
    if method in ("cache_info", "cache_clear", "register"):
        _change_function(m, node, receiver, method, arguments)
    if not called and seen:
        results += made_by_record(m, node, seen, method, arguments)
        results += run_elsewhere(m, node, seen, method, arguments)
        results.append(call_inherited(m, node, seen, method, arguments))
    if not called and not opaque:
        consume_arguments(m, arguments, node)
        run_callbacks(m, arguments, node)
    result = join(*results)
    return result or (unknown_result(m, node, arguments, receiver),)


def _lacks(receiver: Value, method: str) -> bool:
    """Whether these are instances of the notebook's classes, none of which has the method."""
    return bool(receiver) and all(
        obj.type == "instance" and not any(find_member(class_, method) for class_ in obj.bases) for obj in receiver
    )


def _call_each(
    m: Machine, node: cst.Call, functions: Value, arguments: list[Argument], frame: Frame
) -> Iterable[Value]:
    """Call the only function that may be meant, or each that may be, as one of several ways to go."""
    if len(functions) == 1:
        return [_call_object(m, node, functions[0], arguments, frame)]
    results, outcomes = [], []
    for function in functions:
        m.journal.begin()
        results.append(_call_object(m, node, function, arguments, frame))
        outcomes.append(m.journal.rollback())
    m.journal.merge(outcomes)
    return results


_ABSTRACT = frozenset({"abc.ABC", "abc.ABCMeta"})


def _change_function(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """A function forgets what it has cached, or is asked for it; a generic one gets a case: `register(int, case)`.

    An abstract class takes on another one by a method of that name.
    """
    functions = tuple([obj for obj in receiver if obj.type in ("function", "method")])
    caches = {"cache_info": m.recorder.asked_caches, "cache_clear": m.recorder.cleared_caches}.get(method, {})
    caches.update(dict.fromkeys(function.name for function in functions))
    if method == "cache_info":
        return
    abstract = tuple([obj for obj in receiver if obj.type == "class" and not _ABSTRACT.isdisjoint(library_bases(obj))])
    m.change(functions or abstract, node)
    cases = tuple([obj for value, _ in arguments[1:] for obj in value if obj.type == "function"])
    for function in functions if method == "register" and cases else ():
        put_part(function, OTHER_CASES, join(function.parts.get(OTHER_CASES, NOTHING), cases))


def _arguments(m: Machine, node: cst.Call, frame: Frame) -> list[Argument]:
    """What the call is given, each in the place of its node; of known items all but the first come last if they can."""
    arguments: list[Argument] = []
    further: list[Argument] = []
    for at, arg in enumerate(node.args):
        value = m.evaluate(arg.value, frame)
        if arg.star == "**":
            run_operator(m, value, ("keys", "__getitem__"), [(SCALAR, "*")], arg)
        if not arg.star:
            arguments.append((value, arg.keyword.value if arg.keyword is not None else None))
            continue
        spread = _spread(arg, value)
        given = iterated(m.consume(value, arg)) if arg.star == "*" else elements(value)
        arguments.append(spread[0] if spread else (given, arg.star))
        is_last = all(later.keyword is not None or later.star == "**" for later in node.args[at + 1 :])
        (further if is_last else arguments).extend(spread[1:])
    return arguments + further


def _spread(arg: cst.Arg, value: Value) -> list[Argument]:
    """The items of `*items`, or of `**named`, one by one; nothing where they are not all known."""
    if arg.star == "*":
        return [(item, None) for item in items_of(value) or ()]
    return [(item, name) for name, item in (entries_of(value) or {}).items()]


def _is_of_super(node: cst.CSTNode) -> bool:
    return type(node) is cst.Attribute and is_super(node.value)


def _call_super(m: Machine, node: cst.Call, frame: Frame, arguments: list[Argument]) -> Value:
    """`super().method(...)`: looked up in the bases of the instance's class."""
    if not isinstance(node.func, cst.Attribute) or not isinstance(node.func.value, cst.Call):
        return NOTHING
    name, parent = node.func.attr.value, parent_of(m, node.func.value, frame)
    if name == "__new__" and arguments:
        bases = join(*(class_.bases for class_ in parent.bases))
        own = [f for base in bases for f in find_member(base, name) if base.type == "class"]
        given = join(*(run_function(m, function, arguments, node) for function in own))
        return given or allocate(m, arguments[0][0], node) or SCALAR
    results: list[Value] = []
    for instance in parent.receiver:
        if name == "__call__" and instance.type == "class":
            results.append(construct(m, instance, arguments, node))
            continue
        results.extend(
            run_function(m, member, [((instance,), None), *arguments], node)
            for member in next_members(instance, parent.bases, name)
            if member.type == "function"
        )
        for argument, keyword in arguments:
            hold(instance, argument, loosely=keyword is None)
        if not results:
            change_as_container(m, node, instance, name, arguments)
            fill_wrapped(m, instance, arguments if name in ("__init__", "update") else [], node)
    return join(*results) or SCALAR


#: Types whose methods are not known by the type alone.
_SEEN_INTO = frozenset({"external", "instance", "class", "made-class", "function", "method", "super"})


def _other_cases(m: Machine, node: cst.Call, function: Obj, arguments: list[Argument]) -> Value:
    """The cases registered with a generic function, any of which may run in place of its own body."""
    results: list[Value] = []
    for case in function.parts.get(OTHER_CASES, NOTHING):
        with m.journal.perhaps():
            cases = [bind_method(m, case, each, node) for each in function.receiver if function.type == "method"]
            results += [run_function(m, each, arguments, node) for each in cases or [case]]
    return join(*results)


def _call_made(m: Machine, node: cst.Call, function: Obj, arguments: list[Argument], frame: Frame) -> Value:
    """Call what `operator`, `functools` or numpy has made."""
    if function.type == "getter":
        return got(m, function, join(*(value for value, _ in arguments)), node)
    if function.type == "parallel":
        results = m.make(node, "list", "results")
        hold(results, join(*(iterated(m.consume(value, node)) for value, _ in arguments)))
        return (results,)
    if function.type == "vectorized":
        run_callbacks(m, [((function,), None), *arguments], node)
        return (m.make(node, "ndarray", "vectorized"),)
    if function.type == "method-caller":
        name = constant_text(function.parts[METHOD]) or ""
        return _call_member(m, node, arguments[0][0] if arguments else NOTHING, name, passed_on(function), frame)
    targets = function.parts.get("function", NOTHING)
    return join(*(_call_object(m, node, target, [*passed_on(function), *arguments], frame) for target in targets))


def _call_member(
    m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument], frame: Frame
) -> Value:
    """Call a method that the text does not name as one."""
    opaque = tuple([obj for obj in receiver if obj.type not in _SEEN_INTO])
    seen_into = tuple([obj for obj in receiver if obj.type in _SEEN_INTO])
    results = [call_method(m, node, opaque, method, arguments, frame)] if opaque else []
    called = attribute(m, node, seen_into, method)
    return join(*results, *(_call_object(m, node, each, arguments, frame) for each in called))


#: Classes whose methods may be called with the object as their first argument.
_OWNERS = {
    "pandas.DataFrame": "DataFrame", "pandas.Series": "Series", "collections.deque": "deque",
    "collections.OrderedDict": "dict", "collections.defaultdict": "dict",
    **{f"builtins.{type_}": type_ for type_ in ("list", "dict", "set", "tuple")},
}  # fmt: skip


def _call_unbound(m: Machine, node: cst.Call, method: str, arguments: list[Argument], frame: Frame) -> Value:
    """`list.append(items, item)`: a method of the first argument."""
    through = root_name(node.args[0].value) if node.args else None
    return call_method(m, node, arguments[0][0], method, arguments[1:], frame, through=through)


def _call_object(m: Machine, node: cst.Call, function: Obj, arguments: list[Argument], frame: Frame) -> Value:
    match function.type:
        case "function" | "method":
            return join(run_function(m, function, arguments, node), _other_cases(m, node, function, arguments))
        case "class":
            consume_arguments(m, arguments, node)
            return instantiate(m, function, arguments, node)
        case "external":
            owner, _, method = function.name.rpartition(".")
            if owner in _OWNERS and arguments and all(obj.type == _OWNERS[owner] for obj in arguments[0][0]):
                return _call_unbound(m, node, method, arguments, frame)
            if function.name == "operator.call" and arguments:
                return join(*_call_each(m, node, arguments[0][0], arguments[1:], frame))
            return call_library(m, node, function.name, arguments, frame)
        case "bound":
            return call_method(m, node, function.receiver, function.name, arguments, frame)
        case "instance":
            return _call_instance(m, node, function, arguments)
        case "getter" | "method-caller" | "parallel" | "partial" | "vectorized":
            return _call_made(m, node, function, arguments, frame)
        case "accessor":
            return apply(m, function, arguments, node)
        case "made-class":
            return instantiate_made(m, function, arguments, node)
        case "connection" if function.name == "weakref.ref":
            return elements((function,)) or SCALAR
        case _:
            return _call_unseen(m, node, function, arguments, frame)


def _call_instance(m: Machine, node: cst.Call, instance: Obj, arguments: list[Argument]) -> Value:
    if is_torch_module(instance) and not any(find_member(class_, "__call__") for class_ in instance.bases):
        return call_module(m, node, instance, arguments) or (unknown_result(m, node, arguments, (instance,)),)
    called = attribute(m, node, (instance,), "__call__")
    return join(*(run_function(m, f, arguments, node) for f in called if f.type in ("method", "function")))


def _call_unseen(m: Machine, node: cst.Call, called: Obj, arguments: list[Argument], frame: Frame) -> Value:
    """Call something of which only the type is known: layers give new values and leave what they are given alone."""
    consume_arguments(m, arguments, node)
    wrapped = wrapped_by(called, arguments)
    if wrapped:
        with m.journal.perhaps():
            _call_each(m, node, wrapped, arguments, frame)
    else:
        run_callbacks(m, [((called,), None), *arguments], node)
    if called.type == "layer":
        call_module(m, node, called, arguments)
        return recorded(m, tensors((unknown_result(m, node, arguments, (called,), is_fresh=True),)))
    if called.type not in ("network", "estimator") and called.type not in IMMUTABLE:
        m.change((called,), node, through=root_name(node.func), is_guess=True)
        for value, _ in arguments:
            m.change(tuple(o for o in value if not o.is_immutable), node, is_guess=True)
    return (unknown_result(m, node, arguments, (called,)),)
