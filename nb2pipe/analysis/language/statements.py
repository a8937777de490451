"""Statements followed in order: what is certain, what may be."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from typing import Any

import libcst as cst

from nb2pipe.analysis.language.branches import (
    follow_for,
    follow_if,
    follow_match,
    follow_try,
    follow_while,
)
from nb2pipe.analysis.language.contexts import follow_with
from nb2pipe.analysis.language.declarations import bind_import, class_made_by, define_class, define_function
from nb2pipe.analysis.libraries.inheritance import container_types_of
from nb2pipe.analysis.state.fills import note_all_of
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, all_elements, forget_places, hold, join, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Value, Variable
from nb2pipe.analysis.state.scene import Flow
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arrays import MAYBE_NUMBER
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.dynamic import is_namespace
from nb2pipe.analysis.values.items import item_key, key_object
from nb2pipe.analysis.values.operations import number_after
from nb2pipe.analysis.values.targets import bind_target, delete_attribute
from nb2pipe.analysis.values.tensors import is_tensor
from nb2pipe.analysis.values.texts import composed, constant_texts, joined
from nb2pipe.model.accesses import BindingKind
from nb2pipe.syntax.chains import root_name


def execute(m: Machine, node: cst.CSTNode, frame: Frame) -> Flow:
    """Follow a block: an indented block, a one-line suite, or a list of statements."""
    if type(node) is cst.IndentedBlock or type(node) is cst.SimpleStatementSuite:
        return execute_all(m, node.body, frame)
    return statement(m, node, frame)


def execute_all(m: Machine, nodes: Iterable[cst.CSTNode], frame: Frame) -> Flow:
    """Follow statements in order; after one that may leave the block, the rest is not certain."""
    pending = list(nodes)
    flow = Flow.NEXT
    for position, node in enumerate(pending):
        flow = statement(m, node, frame)
        if flow is Flow.STOP:
            return Flow.STOP
        if flow is Flow.MAYBE and position + 1 < len(pending):
            with m.journal.perhaps():
                execute_all(m, pending[position + 1 :], frame)
            return Flow.MAYBE
    return flow


def statement(m: Machine, node: cst.CSTNode, frame: Frame) -> Flow:
    """Follow one statement."""
    m.budget -= 1
    kind = type(node)
    if kind is cst.SimpleStatementLine:
        return execute_all(m, node.body, frame)  # type: ignore[attr-defined]  # mypy does not narrow by `is`
    if kind in _FLOWS:
        return _FLOWS[kind](m, node, frame)
    if kind in _SIMPLE:
        _SIMPLE[kind](m, node, frame)
    return Flow.NEXT


def _expression(m: Machine, node: cst.Expr, frame: Frame) -> None:
    around = m.dropped
    m.dropped = node.value.expression if isinstance(node.value, cst.Await) else node.value
    m.shown = m.evaluate(node.value, frame)
    m.dropped = around


def _assignment(m: Machine, node: cst.Assign, frame: Frame) -> None:
    value = m.evaluate(node.value, frame)
    for target in node.targets:
        _assign(m, target.target, node.value, value, frame)


def _return(m: Machine, node: cst.Return, frame: Frame) -> Flow:
    if node.value is not None:
        frame.returned = join(frame.returned, m.evaluate(node.value, frame))
    return Flow.STOP


def _raise(m: Machine, node: cst.Raise, frame: Frame) -> Flow:
    for part in (node.exc, node.cause):
        if part is not None:
            m.raised.extend(m.evaluate(part.item if isinstance(part, cst.From) else part, frame))
    m.recorder.checking_statements.add(m.recorder.statement)
    return Flow.STOP


def _stop(_m: Machine, _node: cst.Break | cst.Continue, _frame: Frame) -> Flow:
    return Flow.STOP


def _assert(m: Machine, node: cst.Assert, frame: Frame) -> None:
    run_operator(m, m.evaluate(node.test, frame), ("__bool__", "__len__"), [], node)
    if node.msg is not None:
        m.evaluate(node.msg, frame)
    m.recorder.checking_statements.add(m.recorder.statement)


def _type_alias(m: Machine, node: cst.TypeAlias, frame: Frame) -> None:
    # Its value is looked up when somebody asks for it.
    m.bind(node.name.value, SCALAR, frame, node.name)


def _assign(m: Machine, target: cst.CSTNode, source: cst.CSTNode, value: Value, frame: Frame) -> None:
    if type(target) is cst.Name:
        made_class = class_made_by(source)
        if (
            made_class is not None
            and frame.parent is None
            and not all(obj.name.startswith("logging.") for obj in value)
        ):
            class_ = m.make(source, "class", "made")
            class_.name = target.value if made_class in ("", target.value) else f"{made_class} under another name"
            # `namedtuple("P", "a b", defaults=[[]])`: what all instances share.
            hold(class_, all_elements(value))
            value = (class_,)
        defines = type(source) is cst.Lambda or made_class is not None
        m.bind(target.value, value, frame, target, BindingKind.DEFINITION if defines else BindingKind.VALUE)
    else:
        bind_target(m, target, value, frame)


def _annotated(m: Machine, node: cst.AnnAssign, frame: Frame) -> None:
    is_text = isinstance(node.annotation.annotation, (cst.SimpleString, cst.ConcatenatedString))
    if not is_text and frame.kind != "function" and not m.is_postponed(node.annotation.annotation, frame):
        m.evaluate(node.annotation.annotation, frame)
    if node.value is not None:
        bind_target(m, node.target, m.evaluate(node.value, frame), frame)
    elif isinstance(node.target, (cst.Attribute, cst.Subscript)):
        # Nothing is assigned, yet Python looks the object up.
        m.evaluate(node.target.value, frame)


_IN_PLACE = ("list", "set", "dict", "ndarray", "array-like", "DataFrame", "Series", "deque", "bytearray")


def _augmented(m: Machine, node: cst.AugAssign, frame: Frame) -> None:
    target = node.target
    if not isinstance(target, cst.Name):
        old = m.evaluate(target, frame)
        value = m.evaluate(node.value, frame)
        _consume_into(m, node, old, value)
        for obj in old:
            spill(obj, value)
            note_all_of(obj, value)
        in_place = tuple(obj for obj in old if obj.type in _IN_PLACE or obj.type == "")
        if in_place:
            is_guess = all(obj.type == "" and not is_tensor(obj) for obj in in_place)
            m.change(in_place, node, through=root_name(target), is_guess=is_guess, is_told=True)
        made = _added(m, node, old, value) or number_after(m, node, old, value)
        bind_target(m, target, made or (join(old, value) if old else value), frame)
        return
    old = m.look_up(target.value, frame, target)
    value = m.evaluate(node.value, frame)
    _consume_into(m, node, old, value)
    for obj in old:
        if obj.name in library.PROCESS_HOLDERS:
            library.set_item(m, obj, "", node)
    known = tuple(obj for obj in old if obj.type in _IN_PLACE or is_tensor(obj))
    unknown = tuple(obj for obj in old if obj.type == "" and not is_tensor(obj))
    made = _added(m, node, old, value)
    if not made:
        known += tuple(obj for obj in old if container_types_of(obj))
    for obj in known:
        spill(obj, value)
        note_all_of(obj, value)
    for obj in unknown:
        hold(obj, all_elements(value), loosely=True)
    if known:
        is_guess = all(MAYBE_NUMBER in obj.traits for obj in known)
        m.change(known, node, through=target.value, is_guess=is_guess, is_told=True)
    elif unknown:
        m.change(unknown, node, through=target.value, is_guess=True)
    kept = join(known, unknown, made) or _longer_text(m, node, old, value) or number_after(m, node, old, value)
    if not kept:
        types = {obj.type for obj in join(old, value)}
        kept = (m.make(node, next(iter(types)) if len(types) == 1 else "scalar"),)
    m.bind(target.value, kept, frame, target)


def _consume_into(m: Machine, node: cst.AugAssign, old: Value, value: Value) -> None:
    """`items += more` iterates over what it is given."""
    if any(obj.type in ("list", "set", "deque", "dict", "bytearray") for obj in old):
        m.consume(value, node)


def _added(m: Machine, node: cst.AugAssign, old: Value, value: Value) -> Value:
    """What the special methods of the notebook's own classes give, if they have any for this operator."""
    in_place = _IN_PLACE_OPERATORS.get(type(node.operator).__name__, "")
    plain, reflected = in_place.replace("__i", "__", 1), in_place.replace("__i", "__r", 1)
    made = run_operator(m, old, (in_place,), [(value, None)], node)
    made = made or run_operator(m, old, (plain,), [(value, None)], node)
    return made or run_operator(m, value, (reflected,), [(old, None)], node)


def _longer_text(m: Machine, node: cst.AugAssign, old: Value, value: Value) -> Value:
    """`text += more` and `path /= part` where that happens once."""
    types = {obj.type for obj in old}
    if not m.is_certain():
        return NOTHING
    if isinstance(node.operator, cst.AddAssign) and types == {"str"} and {obj.type for obj in value} == {"str"}:
        return composed(m, node, "str", [old, value], joined)
    if isinstance(node.operator, cst.DivideAssign) and types == {"path"}:
        return composed(m, node, "path", [old, value], posixpath.join)
    return NOTHING


_IN_PLACE_OPERATORS = {
    "AddAssign": "__iadd__", "SubtractAssign": "__isub__", "MultiplyAssign": "__imul__", "DivideAssign": "__itruediv__",
    "BitOrAssign": "__ior__", "BitAndAssign": "__iand__", "FloorDivideAssign": "__ifloordiv__",
    "LeftShiftAssign": "__ilshift__", "RightShiftAssign": "__irshift__",
    "ModuloAssign": "__imod__", "PowerAssign": "__ipow__", "BitXorAssign": "__ixor__",
    "MatrixMultiplyAssign": "__imatmul__",
}  # fmt: skip


def _delete(m: Machine, target: cst.CSTNode, frame: Frame) -> None:
    if isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            _delete(m, element.value, frame)
    elif isinstance(target, cst.Name):
        _end_of_name(m, target, frame)
    elif isinstance(target, (cst.Subscript, cst.Attribute)):
        owner = m.evaluate(target.value, frame)
        key, keys = item_key(m, target, frame) if isinstance(target, cst.Subscript) else ("", [])
        for obj in owner:
            if is_namespace(obj) and isinstance(target, cst.Subscript):
                _delete_named(m, target, frame)
            elif obj.type == "external":
                (library.delete_item if keys else library.set_item)(m, obj, key, target)
            elif obj.type in ("list", "dict"):
                forget_places(obj)
            elif isinstance(target, cst.Attribute):
                delete_attribute(m, target, obj)
            else:
                run_operator(m, (obj,), ("__delitem__",), [(key_object(m, target, keys), None)], target)
        m.change(owner, target, through=root_name(target.value), is_told=True)


def _end_of_name(m: Machine, target: cst.Name, frame: Frame) -> None:
    """`del name`: an instance that nothing else holds says so."""
    slot = frame.owner_for_binding(target.value).slots.get(target.value)
    m.unbind(target.value, frame, target)
    instances = tuple([obj for obj in slot.value if obj.type == "instance"]) if isinstance(slot, Variable) else ()
    if instances:
        with m.journal.perhaps():
            run_operator(m, instances, ("__del__",), [], target)


def _delete_named(m: Machine, target: cst.Subscript, frame: Frame) -> None:
    """`del globals()["name"]`."""
    _, keys = item_key(m, target, frame)
    for name in constant_texts(join(*keys)):
        if name.isidentifier():
            m.unbind(name, m.module, target)


def _deletion(m: Machine, node: cst.Del, frame: Frame) -> None:
    _delete(m, node.target, frame)


#: Statements that may leave the block around them.
_FLOWS: dict[type[cst.CSTNode], Callable[[Machine, Any, Frame], Flow]] = {
    cst.If: follow_if,
    cst.For: follow_for,
    cst.While: follow_while,
    cst.With: follow_with,
    cst.Try: follow_try,
    cst.TryStar: follow_try,
    cst.Match: follow_match,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Break: _stop,
    cst.Continue: _stop,
}
#: Statements after which the next one runs.
_SIMPLE: dict[type[cst.CSTNode], Callable[[Machine, Any, Frame], None]] = {
    cst.Expr: _expression,
    cst.Assign: _assignment,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.FunctionDef: define_function,
    cst.ClassDef: define_class,
    cst.Import: bind_import,
    cst.ImportFrom: bind_import,
    cst.Del: _deletion,
    cst.Assert: _assert,
    cst.TypeAlias: _type_alias,
}
