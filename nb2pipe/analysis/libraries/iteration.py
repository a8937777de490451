"""Iteration and callbacks: code that runs later, when somebody consumes it or a library calls it."""

from __future__ import annotations

from collections.abc import Collection

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.libraries.applying import apply, change_bound
from nb2pipe.analysis.libraries.calling_back import make_and_call_back
from nb2pipe.analysis.libraries.torch_modules import go_through
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import (
    MAY_BE_GIVEN,
    NOTHING,
    SCALAR,
    SOURCES,
    elements,
    give,
    hold,
    join,
    sorted_objects,
)
from nb2pipe.analysis.state.iterating import iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import (
    IMPLICIT_METHODS,
    call_later,
    follow_body,
    follow_deferred,
    in_few,
    run_operator,
)
from nb2pipe.analysis.values.containers import given_by, run_generator_expression
from nb2pipe.analysis.values.environment import look_through
from nb2pipe.analysis.values.members import find_member
from nb2pipe.syntax.scopes import dotted_name

#: Types of what a library may call.
CALLBACKS = frozenset({"function", "method", "bound", "partial", "method-caller"})
#: Types whose iteration runs code or moves on.
_RUNNING = frozenset(
    {"instance", "class", "generator", "iterator", "coroutine", "file", "reader", "stringio", "loader"}
)
#: The part of a generator that stands for what it was sent.
SENT = "<sent>"
#: Code that iterates over what it is given; a call may do so.
_GOING_THROUGH = (cst.For, cst.CompFor, cst.Tuple, cst.List, cst.Set, cst.Arg, cst.Comparison)


def consume(m: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Iterate or await: bodies of generators and coroutines run now. Gives what is iterated over."""
    look_through(m, value, node)
    if len(value) == 1 and value[0].type not in _RUNNING:
        return value
    results: list[Value] = []
    for obj in value:
        if obj.type == "instance" or obj.type == "loader":
            results.append(_consume_instance(m, obj, node) if obj.type == "instance" else _consume_loader(m, obj, node))
            continue
        if obj.type == "class":
            results.append(run_operator(m, (obj,), ("__iter__",), [], node) or (obj,))
            continue
        if obj.type not in _RUNNING:
            results.append((obj,))
            continue
        if obj.type != "coroutine":
            m.change((obj,), node, through=None)
        key = obj.node
        if key is not None and m.call_stack.count(key) == 0:
            m.call_stack.append(key)
            try:
                produced = _resume(m, obj, node)
            finally:
                m.call_stack.pop()
            if produced:
                give(obj, produced)
        for inner in sorted_objects(obj.contents):
            if inner.type in ("generator", "iterator", "file", "loader"):
                consume(m, (inner,), node)
                _pass_on(m, obj, inner)
            elif (
                inner.type in ("function", "method", "bound", "partial", "method-caller")
                and obj.type == "iterator"
                and obj not in m.suspended
            ):
                apply(m, inner, [(elements((obj,)), "*")], node)
        results.append((obj,))
    return join(*results)


def _pass_on(m: Machine, iterator: Obj, source: Obj) -> None:
    """Let an iterator give what one that it takes from gives, as it is or in rows."""
    if iterator.type != "iterator" or iterator in m.suspended:
        return
    given = iterated((source,))
    rows = [each for each in sorted_objects(iterator.contents) if each.type == "tuple"]
    for row in rows:
        hold(row, given)
        for key, part in list(row.parts.items()):
            if part == SCALAR:
                put_part(row, key, join(part, given))
    if not rows:
        give(iterator, given)


def _consume_loader(m: Machine, loader: Obj, node: cst.CSTNode) -> Value:
    go_through(m, loader, node)
    return (loader,)


def _consume_instance(m: Machine, obj: Obj, node: cst.CSTNode) -> Value:
    iterating = [name for name in ("__iter__", "__aiter__") if any(find_member(c, name) for c in obj.bases)]
    produced = run_operator(m, (obj,), tuple(iterating), [], node)
    if not iterating and _goes_through(node):
        # Python asks for one item after the other.
        hold(obj, run_operator(m, (obj,), ("__getitem__",), [(SCALAR, None)], node))
    hold(obj, run_operator(m, (obj,), ("__next__",), [], node))
    # What these give is waited for in turn.
    hold(obj, elements(m.consume(run_operator(m, (obj,), ("__anext__", "__await__"), [], node), node)))
    inner = tuple(each for each in produced if each is not obj)
    return consume(m, inner, node) if inner else (obj,)


def with_items(m: Machine, arguments: list[Argument], node: cst.CSTNode) -> list[Argument]:
    """The arguments, with what iterating over instances of the notebook's classes gives beside these."""
    return [
        (join(m.consume(value, node), value) if _has_iterators(value) else value, keyword)
        for value, keyword in arguments
    ]


def _has_iterators(value: Value) -> bool:
    return any(find_member(class_, "__iter__") for obj in value if obj.type == "instance" for class_ in obj.bases)


#: Functions that go through what they are given, at once.
_ITERATING = frozenset({"list", "tuple"})


def _goes_through(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Call):
        return dotted_name(node.func).rpartition(".")[2] in _ITERATING
    return isinstance(node, _GOING_THROUGH)


#: Methods of generators that make them go on.
RESUMING = ("send", "throw", "close", "__next__", "asend", "athrow", "aclose", "__anext__")


def resume(m: Machine, receiver: Value, method: str, arguments: list[Argument], node: cst.CSTNode) -> None:
    """Let generators go on, with what they are sent."""
    resumed = tuple(obj for obj in receiver if obj.type in ("generator", "iterator", "coroutine"))
    for generator in resumed if method in ("send", "asend") else ():
        sent = join(generator.parts.get(SENT, NOTHING), *(value for value, _ in arguments))
        put_part(generator, SENT, sent)
        hold(generator, sent)
    m.consume(resumed, node)


def awaited(m: Machine, value: Value, node: cst.CSTNode) -> Value:
    """`await value`: what the coroutine returns; what else may be awaited is not seen into."""
    tasks = m.consume(value, node)
    return join(*(_result_of_task(o) or SCALAR if o.type in ("coroutine", "connection") else (o,) for o in tasks))


def _result_of_task(task: Obj) -> Value:
    """What a coroutine has returned, or the one that a task runs."""
    inner = elements((task,))
    if task.type == "coroutine":
        return inner
    return join(*(elements((obj,)) if obj.type == "coroutine" else (obj,) for obj in inner))


def consume_arguments(m: Machine, arguments: list[Argument], node: cst.CSTNode) -> None:
    """Consume what a call is given: a library may iterate over any of it."""
    for value, _ in arguments:
        m.consume(value, node)


def run_callbacks(m: Machine, arguments: list[Argument], node: cst.CSTNode, *, whole: Value = NOTHING) -> Value:
    """Functions of the notebook that a library is given, or that an object holds, may be called: what they give.

    They get what else the library was given, but tables and arrays only if these are passed on as a `whole`.
    """
    callbacks: list[Obj] = []
    _make_given(m, arguments, node)
    others: list[Value] = []
    for value, _ in arguments:
        for obj in value:
            if obj.type in CALLBACKS and obj.type != "bound":
                callbacks.append(obj)
            elif obj.type == "bound":
                change_bound(m, obj, node)
            elif obj.type == "instance":
                run_operator(m, (obj,), IMPLICIT_METHODS, [(SCALAR, "*")], node)
                if _is_called(obj):
                    callbacks.append(obj)
                others.append((obj,))
            elif obj.type not in IMMUTABLE and obj.type not in ("external", "class", "DataFrame", "ndarray", "Series"):
                # What an iterator calls, it calls for its items, when it is consumed.
                inside = sorted_objects(obj.contents.difference(obj.parts.get(SOURCES, NOTHING)))[:8]
                for held in inside:
                    if held.type == "bound":
                        change_bound(m, held, node)
                callbacks.extend(_callbacks_inside(obj, inside))
                others.append((obj,))
    if not callbacks:
        return NOTHING
    others.append(whole)
    given = tuple(o for o in join(elements(join(*others)), *others) if o.type not in ("function", "method", "bound"))
    return _call_back(m, dict.fromkeys(callbacks), [(in_few(m, given, node), "*")], node)


def _call_back(m: Machine, callbacks: Collection[Obj], arguments: list[Argument], node: cst.CSTNode) -> Value:
    """What callbacks give, each followed once: what they make libraries call in turn comes when all have been."""
    outer = {*m.call_stack, *m.awaited}
    inner = [c.node for c in callbacks if c.type in ("function", "method") and c.node and c.node not in outer]
    m.awaited += inner
    with m.journal.perhaps():
        follow = [(call_later if callback.node in outer else apply, callback) for callback in callbacks]
        results = [how(m, callback, arguments, node) for how, callback in follow]
        results += [follow_deferred(m, code, [], node) for code in inner]
    for code in inner:
        m.awaited.remove(code)
        m.deferred.pop(code, None)
    return join(*results)


def _make_given(m: Machine, arguments: list[Argument], node: cst.CSTNode) -> None:
    """Follow what a library does with the classes of the notebook that it is given."""
    for class_ in dict.fromkeys([obj for value, _ in arguments for obj in value if obj.type == "class"]):
        make_and_call_back(m, node, class_, SCALAR)


def unknown_result(
    m: Machine,
    node: cst.CSTNode,
    arguments: list[Argument],
    receiver: Value,
    *,
    is_fresh: bool = False,
    keeps_functions: bool = True,
) -> Obj:
    """Make the result of a call that nothing is known of: it may hold all that went into it.

    Unless the call is known to make a fresh object, the result may also be one of those.
    """
    result = m.make(node, "", "result")
    result.traits = frozenset() if is_fresh else MAY_BE_GIVEN
    for value, _ in arguments:
        dropped = ("external",) if keeps_functions else ("external", "function", "method", "bound")
        hold(result, (obj for obj in value if obj.type not in dropped), loosely=True)
    hold(result, receiver, loosely=True)
    return result


#: Holders that call nothing of what they hold.
_PLAIN = frozenset({"list", "dict", "dictview", "set", "deque", "tuple"})


def _callbacks_inside(obj: Obj, inside: list[Obj]) -> list[Obj]:
    """What the object may call of what it holds, or of what that holds: the tokenizer of a pipeline's vectorizer."""
    further = [held for inner in inside if inner.type != "class" for held in sorted_objects(inner.contents)[:8]]
    found = [held for held in inside if held.type in ("function", "method", "partial")]
    found += [held for held in further if held.type in ("function", "method")]
    if obj.type not in _PLAIN:
        found += [held for held in (*inside, *further) if held.type == "instance" and _is_called(held)]
    return found


def _is_called(instance: Obj) -> bool:
    """Whether the notebook's class says what a call of its instance does."""
    return any(find_member(class_, "__call__") for class_ in instance.bases)


def _run_map(m: Machine, obj: Obj, node: cst.CSTNode) -> Value:
    """What `map` gives: the results of its function for the items that its sources have by now."""
    items: list[Argument] = [
        (given_by(m, node, m.consume(value, node)) or SCALAR, None) for value, _ in m.suspended[obj]
    ]
    with m.journal.perhaps():
        return join(*[apply(m, function, items, node) for function in obj.receiver])


def _resume(m: Machine, obj: Obj, node: cst.CSTNode) -> Value:
    if isinstance(obj.node, cst.GeneratorExp):
        return run_generator_expression(m, obj)
    if obj in m.suspended and obj.type == "iterator":
        return _run_map(m, obj, node)
    if obj in m.suspended and obj.receiver and m.budget_left() > 0:
        outer, m.sent = m.sent, obj.parts.get(SENT, NOTHING)
        try:
            with m.journal.perhaps():
                return follow_body(m, obj.receiver[0], m.suspended[obj], node)
        finally:
            m.sent = outer
    return NOTHING
