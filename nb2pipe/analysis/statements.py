"""Statements followed in order: what is certain, what may be."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis import library
from nb2pipe.analysis.branches import follow_for, follow_if, follow_match, follow_try, follow_while, follow_with
from nb2pipe.analysis.callables import run_operator
from nb2pipe.analysis.declarations import bind_import, class_made_by, define_class, define_function
from nb2pipe.analysis.frames import Frame
from nb2pipe.analysis.heap import SCALAR, Value, elements, hold, join, spill
from nb2pipe.analysis.machine import Flow, Machine
from nb2pipe.analysis.targets import bind_target, root_name
from nb2pipe.model.analysis import BindingKind


def execute(m: Machine, node: cst.CSTNode, frame: Frame) -> Flow:
    """Follow a block: an indented block, a one-line suite, or a list of statements."""
    if isinstance(node, (cst.IndentedBlock, cst.SimpleStatementSuite)):
        return execute_all(m, node.body, frame)
    return statement(m, node, frame)


def execute_all(m: Machine, nodes: Iterable[cst.CSTNode], frame: Frame) -> Flow:
    """Follow statements in order; after one that may leave the block, the rest is not certain."""
    pending = list(nodes)
    for position, node in enumerate(pending):
        flow = statement(m, node, frame)
        if flow is Flow.STOP:
            return Flow.STOP
        if flow is Flow.MAYBE and position + 1 < len(pending):
            m.journal.begin()
            execute_all(m, pending[position + 1 :], frame)
            m.journal.merge([m.journal.rollback(), {}])
            return Flow.MAYBE
    return Flow.NEXT


def statement(m: Machine, node: cst.CSTNode, frame: Frame) -> Flow:  # noqa: C901  # one case per kind of node
    """Follow one statement."""
    m.budget -= 1
    match node:
        case cst.SimpleStatementLine():
            return execute_all(m, node.body, frame)
        case cst.Expr():
            m.shown = m.evaluate(node.value, frame)
        case cst.Assign():
            value = m.evaluate(node.value, frame)
            for target in node.targets:
                _assign(m, target.target, node.value, value, frame)
        case cst.AnnAssign():
            _annotated(m, node, frame)
        case cst.AugAssign():
            _augmented(m, node, frame)
        case cst.If():
            return follow_if(m, node, frame)
        case cst.For():
            return follow_for(m, node, frame)
        case cst.While():
            return follow_while(m, node, frame)
        case cst.With():
            return follow_with(m, node, frame)
        case cst.Try() | cst.TryStar():
            return follow_try(m, node, frame)
        case cst.Match():
            return follow_match(m, node, frame)
        case cst.FunctionDef():
            define_function(m, node, frame)
        case cst.ClassDef():
            define_class(m, node, frame)
        case cst.Import() | cst.ImportFrom():
            bind_import(m, node, frame)
        case cst.Del():
            _delete(m, node.target, frame)
        case cst.Return():
            if node.value is not None:
                frame.returned = join(frame.returned, m.evaluate(node.value, frame))
            return Flow.STOP
        case cst.Raise():
            for part in (node.exc, node.cause):
                if part is not None:
                    m.raised.extend(m.evaluate(part.item if isinstance(part, cst.From) else part, frame))
            return Flow.STOP
        case cst.Break() | cst.Continue():
            return Flow.STOP
        case cst.Assert():
            m.evaluate(node.test, frame)
            if node.msg is not None:
                m.evaluate(node.msg, frame)
        case cst.Global() if frame.parent is None or frame.kind == "class":
            pass
        case cst.TypeAlias():
            # Its value is looked up when somebody asks for it.
            m.bind(node.name.value, SCALAR, frame, node.name)
    return Flow.NEXT


def _assign(m: Machine, target: cst.CSTNode, source: cst.CSTNode, value: Value, frame: Frame) -> None:
    if isinstance(target, cst.Name):
        made_class = class_made_by(source)
        if (
            made_class is not None
            and frame.parent is None
            and not all(obj.name.startswith("logging.") for obj in value)
        ):
            class_ = m.make(source, "class", "made")
            class_.name = target.value if made_class in ("", target.value) else f"{made_class} under another name"
            value = (class_,)
        defines = isinstance(source, cst.Lambda) or made_class is not None
        m.bind(target.value, value, frame, target, BindingKind.DEFINITION if defines else BindingKind.VALUE)
    else:
        bind_target(m, target, value, frame)


def _annotated(m: Machine, node: cst.AnnAssign, frame: Frame) -> None:
    is_text = isinstance(node.annotation.annotation, (cst.SimpleString, cst.ConcatenatedString))
    if not is_text and frame.kind != "function" and not m.postpones_annotations:
        m.evaluate(node.annotation.annotation, frame)
    if node.value is not None:
        bind_target(m, node.target, m.evaluate(node.value, frame), frame)
    elif frame.kind == "class":
        frame.slots.pop("", None)


_IN_PLACE = ("list", "set", "dict", "ndarray", "DataFrame", "Series", "deque", "bytearray")


def _augmented(m: Machine, node: cst.AugAssign, frame: Frame) -> None:
    target = node.target
    if not isinstance(target, cst.Name):
        old = m.evaluate(target, frame)
        value = m.evaluate(node.value, frame)
        for obj in old:
            spill(obj, value)
        in_place = tuple(obj for obj in old if obj.type in _IN_PLACE or obj.type == "")
        if in_place:
            m.change(in_place, node, through=root_name(target), is_guess=all(o.type == "" for o in in_place))
        bind_target(m, target, join(old, value) if old else value, frame)
        return
    old = m.look_up(target.value, frame, target)
    value = m.evaluate(node.value, frame)
    known = tuple(obj for obj in old if obj.type in _IN_PLACE)
    unknown = tuple(obj for obj in old if obj.type == "")
    made = run_operator(m, old, (_IN_PLACE_OPERATORS.get(type(node.operator).__name__, ""),), [(value, None)], node)
    if not made:
        plain = _IN_PLACE_OPERATORS.get(type(node.operator).__name__, "").replace("__i", "__", 1)
        made = run_operator(m, old, (plain,), [(value, None)], node)
    for obj in known:
        spill(obj, value)
    for obj in unknown:
        hold(obj, elements(value), loosely=True)
    if known:
        m.change(known, node, through=target.value)
    elif unknown:
        m.change(unknown, node, through=target.value, is_guess=True)
    kept = join(known, unknown, made)
    if not kept:
        types = {obj.type for obj in join(old, value)}
        kept = (m.make(node, next(iter(types)) if len(types) == 1 else "scalar"),)
    m.bind(target.value, kept, frame, target)


_IN_PLACE_OPERATORS = {
    "AddAssign": "__iadd__", "SubtractAssign": "__isub__", "MultiplyAssign": "__imul__", "DivideAssign": "__itruediv__",
    "BitOrAssign": "__ior__", "BitAndAssign": "__iand__", "FloorDivideAssign": "__ifloordiv__",
    "ModuloAssign": "__imod__", "PowerAssign": "__ipow__", "BitXorAssign": "__ixor__",
    "MatrixMultiplyAssign": "__imatmul__",
}  # fmt: skip


def _delete(m: Machine, target: cst.CSTNode, frame: Frame) -> None:
    if isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            _delete(m, element.value, frame)
    elif isinstance(target, cst.Name):
        m.unbind(target.value, frame, target)
    elif isinstance(target, (cst.Subscript, cst.Attribute)):
        owner = m.evaluate(target.value, frame)
        if isinstance(target, cst.Subscript):
            for key in target.slice:
                m.evaluate(key.slice, frame)
        for obj in owner:
            if obj.type == "external":
                library.set_item(m, obj, "", target)
            elif obj.type in ("list", "dict"):
                obj.parts.clear()
            else:
                run_operator(m, (obj,), ("__delitem__", "__delattr__"), [(SCALAR, None)], target)
        m.change(owner, target, through=root_name(target.value))
