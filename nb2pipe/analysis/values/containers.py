"""Displays, comprehensions and generator expressions followed."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.fills import begin, note_all_of, note_items, note_keys
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, hold, join, keep_keys, keep_texts, spill, tie
from nb2pipe.analysis.state.iterating import iterated, spill_iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values.arrays import rows_of
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.choices import counted, items_noted_in, keys_of, with_plain
from nb2pipe.analysis.values.targets import bind_target
from nb2pipe.analysis.values.wholes import PARTIAL, items_of

#: What a set or dict asks of what is put into it.
HASHING = ("__hash__", "__eq__")


def collection(m: Machine, node: cst.Tuple | cst.List | cst.Set, frame: Frame) -> Value:
    """Make a tuple, list or set that holds its elements."""
    type_ = {"Tuple": "tuple", "List": "list", "Set": "set"}[type(node).__name__]
    obj = m.make(node, type_)
    begin(obj)
    index = 0
    for element in node.elements:
        value = m.evaluate(element.value, frame)
        items: list[Value] | None = [value]
        is_starred = type(element) is cst.StarredElement
        if is_starred:
            items = items_of(value)
            spill_iterated(obj, m.consume(value, node))
            note_all_of(obj, value)
        else:
            hold(obj, value)
            note_items(obj, value)
        if type_ == "set":
            if not is_starred:
                run_operator(m, value, HASHING, [(SCALAR, None)], node)
            continue
        if items is None:
            mark(obj, frozenset({PARTIAL}))
        if PARTIAL in obj.traits:
            continue
        for item in items or ():
            put_part(obj, f"[{index}]", item)
            index += 1
    return (obj,)


def dictionary(m: Machine, node: cst.Dict, frame: Frame) -> Value:
    """Make a dict that holds its values, each under its key where that is constant."""
    obj = m.make(node, "dict")
    begin(obj)
    for element in node.elements:
        value = m.evaluate(element.value, frame)
        if isinstance(element, cst.DictElement):
            key = m.evaluate(element.key, frame)
            run_operator(m, key, HASHING, [(SCALAR, None)], node)
            if len(key) == 1 and key[0].constant is not None:
                put_part(obj, f"[{key[0].constant!r}]", value)
            else:
                mark(obj, frozenset({PARTIAL}))
            hold(obj, value)
            keep_keys(obj, key)
            note_keys(obj, key)
            note_items(obj, value)
        else:
            mark(obj, frozenset({PARTIAL}))
            run_operator(m, value, ("keys", "__getitem__"), [(SCALAR, "*")], element)
            spill(obj, m.consume(value, element))
            note_all_of(obj, value)
    return (obj,)


def comprehension(m: Machine, node: cst.ListComp | cst.SetComp | cst.DictComp, frame: Frame) -> Value:
    """Make the list, set or dict of a comprehension; its body runs now, in a frame of its own."""
    type_ = {"ListComp": "list", "SetComp": "set", "DictComp": "dict"}[type(node).__name__]
    obj = m.make(node, type_)
    begin(obj)
    inner = Frame("comprehension", frame)
    _clauses(m, node.for_in, frame, inner)
    with m.journal.perhaps():
        if isinstance(node, cst.DictComp):
            key = m.evaluate(node.key, inner)
            run_operator(m, key, HASHING, [(SCALAR, None)], node)
            note_keys(obj, key)
        value = m.evaluate(node.value if isinstance(node, cst.DictComp) else node.elt, inner)
        hold(obj, value)
        keep_texts(obj, value)
        note_items(obj, value)
        if type_ == "set":
            run_operator(m, value, HASHING, [(SCALAR, None)], node)
    return (obj,)


def generator(m: Machine, node: cst.GeneratorExp, frame: Frame) -> Value:
    """Make a generator: its first iterable is evaluated now, its body when somebody consumes it."""
    obj = m.make(node, "generator")
    obj.frame = frame
    # Not what the generator gives, but what it takes from: that changes what it will give.
    obj.receiver = join(obj.receiver, m.evaluate(node.for_in.iter, frame))
    for source in obj.receiver:
        tie(obj, source)
    return (obj,)


def run_generator_expression(m: Machine, obj: Obj) -> Value:
    """What a generator expression gives when somebody consumes it: its body runs now."""
    node = obj.node
    assert isinstance(node, cst.GeneratorExp)
    assert obj.frame is not None
    if obj.frame.parent is not None and obj.cell != m.recorder.cell:
        m.recorder.reaches_into_calls = True
    inner = Frame("comprehension", obj.frame)
    first = given_by(m, node, m.consume(obj.receiver, node))
    bind_target(m, node.for_in.target, first or SCALAR, inner)
    _ask(m, node.for_in.ifs, inner)
    _clauses(m, node.for_in.inner_for_in, inner, inner)
    with m.journal.perhaps():
        return m.evaluate(node.elt, inner)


def given_by(m: Machine, node: cst.CSTNode, value: Value) -> Value:
    """What iterating over the value gives, as far as it is known."""
    given = with_plain(m, node, value, iterated(value), keys=True)
    given = join(given, rows_of(m, node, value), counted(m, node, value))
    if not given and all(obj.type != "dict" for obj in value):
        return items_noted_in(m, node, value)
    return given or (keys_of(m, node, value) if all(obj.type == "dict" for obj in value) else NOTHING)


def _clauses(m: Machine, clause: cst.CompFor | None, outer: Frame, inner: Frame) -> None:
    frame = outer
    while clause is not None:
        given = m.consume(m.evaluate(clause.iter, frame), clause)
        bind_target(m, clause.target, given_by(m, clause, given) or SCALAR, inner)
        _ask(m, clause.ifs, inner)
        clause, frame = clause.inner_for_in, inner


def _ask(m: Machine, conditions: Iterable[cst.CompIf], frame: Frame) -> None:
    for condition in conditions:
        run_operator(m, m.evaluate(condition.test, frame), ("__bool__", "__len__"), [], condition)
