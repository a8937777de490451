"""Expressions followed: what they may give, what they read and change on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from nb2pipe.analysis.language.operators import comparison, operation
from nb2pipe.analysis.libraries.iteration import awaited
from nb2pipe.analysis.outside.files import shown_values
from nb2pipe.analysis.state.exactness import mark_operation
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.callables import make_function, run_operator
from nb2pipe.analysis.values.composition import formatted
from nb2pipe.analysis.values.conditions import outcome
from nb2pipe.analysis.values.containers import collection, comprehension, dictionary, generator, given_by
from nb2pipe.analysis.values.dimensions import note_operation
from nb2pipe.analysis.values.items import subscript
from nb2pipe.analysis.values.operations import fresh_like
from nb2pipe.analysis.values.texts import composed, constant_object, joined
from nb2pipe.analysis.values.told_apart import owner_of
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import children


def evaluate(m: Machine, node: cst.CSTNode, frame: Frame) -> Value:
    """Follow an expression."""
    m.budget -= 1
    return _BY_TYPE.get(type(node), _children)(m, node, frame)


def truth(m: Machine, node: cst.CSTNode, frame: Frame) -> Value:
    """Follow an expression whose truth is asked."""
    value = evaluate(m, node, frame)
    run_operator(m, value, ("__bool__", "__len__"), [], node)
    return value


def _formatted(m: Machine, node: cst.FormattedString, frame: Frame) -> Value:
    parts: list[Value | str] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            parts.append(part.value.replace("{{", "{").replace("}}", "}"))
            continue
        assert isinstance(part, cst.FormattedStringExpression)
        value = evaluate(m, part.expression, frame)
        shown_values(m, node, value)
        run_operator(m, value, ("__format__", "__str__", "__repr__"), [(SCALAR, None)], node)
        for inner in part.format_spec or ():
            if isinstance(inner, cst.FormattedStringExpression):
                evaluate(m, inner.expression, frame)
        parts.append(_field(m, part, value))
    values = [part for part in parts if isinstance(part, tuple)]

    def compose(*given: object) -> str:
        rest = iter(given)
        return "".join(part if isinstance(part, str) else str(next(rest)) for part in parts)

    return (
        composed(m, node, "str", values, compose) if values else composed(m, node, "str", [_EMPTY], lambda _: compose())
    )


def _field(m: Machine, part: cst.FormattedStringExpression, value: Value) -> Value:
    """The texts that a field of an f-string may give."""
    if part.equal is not None:
        return (m.make(part, "str"),)
    if part.format_spec is None and part.conversion is None:
        return value
    spec = part.format_spec or ()
    if not all(isinstance(piece, cst.FormattedStringText) for piece in spec):
        return (m.make(part, "str"),)
    text = "".join(piece.value for piece in spec if isinstance(piece, cst.FormattedStringText))
    return composed(m, part, "str", [value], lambda given: formatted(given, part.conversion, text))


#: A text without letters: what an f-string without values is composed of.
_EMPTY: Value = (Obj("str", constant=""),)


def _walrus_frame(frame: Frame) -> Frame:
    while frame.kind == "comprehension" and frame.parent is not None:
        frame = frame.parent
    return frame


def _branches(m: Machine, nodes: list[cst.BaseExpression], frame: Frame) -> list[Value]:
    values, outcomes = [], []
    for node in nodes:
        m.journal.begin()
        values.append(evaluate(m, node, frame))
        outcomes.append(m.journal.rollback())
    if len(nodes) == 1:
        outcomes.append({})
    m.journal.merge(outcomes)
    return values


def _name(m: Machine, node: cst.Name, frame: Frame) -> Value:
    name = node.value
    if name in ("True", "False"):
        return (m.make(node, "bool"),)
    return (m.make(node, "NoneType"),) if name == "None" else m.look_up(name, frame, node)


def _literal(m: Machine, node: cst.SimpleString | cst.Integer | cst.Float | cst.Imaginary, _frame: Frame) -> Value:
    return (constant_object(m, node),)


def _concatenated(m: Machine, node: cst.ConcatenatedString, frame: Frame) -> Value:
    left, right = evaluate(m, node.left, frame), evaluate(m, node.right, frame)
    return composed(m, node, "str", [left, right], joined)


def _attribute(m: Machine, node: cst.Attribute, frame: Frame) -> Value:
    return attribute(m, node, owner_of(m, node, frame), node.attr.value)


def _call(m: Machine, node: cst.Call, frame: Frame) -> Value:
    return m.call(node, frame)


def _lambda(m: Machine, node: cst.Lambda, frame: Frame) -> Value:
    return (make_function(m, node, frame, "<lambda>"),)


def _walrus(m: Machine, node: cst.NamedExpr, frame: Frame) -> Value:
    value = evaluate(m, node.value, frame)
    for name in target_names(node.target):
        m.bind(name, value, _walrus_frame(frame), node.target)
    return value


def _conditional(m: Machine, node: cst.IfExp, frame: Frame) -> Value:
    is_true = outcome(node.test, truth(m, node.test, frame))
    if is_true is not None:
        return evaluate(m, node.body if is_true else node.orelse, frame)
    return join(*_branches(m, [node.body, node.orelse], frame))


def _boolean(m: Machine, node: cst.BooleanOperation, frame: Frame) -> Value:
    left = truth(m, node.left, frame)
    return join(left, *_branches(m, [node.right], frame))


def _unary(m: Machine, node: cst.UnaryOperation, frame: Frame) -> Value:
    inner = evaluate(m, node.expression, frame)
    run_operator(m, inner, ("__neg__", "__pos__", "__invert__", "__bool__"), [], node)
    if isinstance(node.operator, cst.Not):
        return (m.make(node, "bool"),)
    return note_operation(mark_operation(fresh_like(m, node, inner), [inner]), [inner])


def _await(m: Machine, node: cst.Await, frame: Frame) -> Value:
    return awaited(m, evaluate(m, node.expression, frame), node)


def _yield(m: Machine, node: cst.Yield, frame: Frame) -> Value:
    if isinstance(node.value, cst.From):
        given = m.consume(evaluate(m, node.value.item, frame), node)
        value = given_by(m, node, given) or SCALAR
    else:
        value = evaluate(m, node.value, frame) if node.value is not None else NOTHING
    frame.returned = join(frame.returned, value)
    return m.sent


def _inner(m: Machine, node: cst.StarredElement | cst.Element | cst.Index | cst.Arg, frame: Frame) -> Value:
    return evaluate(m, node.value, frame)


def _slice(m: Machine, node: cst.Slice, frame: Frame) -> Value:
    for part in (node.lower, node.upper, node.step):
        if part is not None:
            evaluate(m, part, frame)
    return SCALAR


def _scalar(_m: Machine, _node: cst.CSTNode, _frame: Frame) -> Value:
    return SCALAR


def _children(m: Machine, node: cst.CSTNode, frame: Frame) -> Value:
    for child in children(node):
        evaluate(m, child, frame)
    return NOTHING


#: How each kind of expression is followed; a look-up, since asking libcst's abstract classes costs more than following.
_BY_TYPE: dict[type[cst.CSTNode], Callable[[Machine, Any, Frame], Value]] = {
    cst.Name: _name,
    cst.SimpleString: _literal,
    cst.Integer: _literal,
    cst.Float: _literal,
    cst.Imaginary: _literal,
    cst.ConcatenatedString: _concatenated,
    cst.FormattedString: _formatted,
    cst.Attribute: _attribute,
    cst.Subscript: subscript,
    cst.Call: _call,
    cst.Lambda: _lambda,
    cst.Tuple: collection,
    cst.List: collection,
    cst.Set: collection,
    cst.Dict: dictionary,
    cst.ListComp: comprehension,
    cst.SetComp: comprehension,
    cst.DictComp: comprehension,
    cst.GeneratorExp: generator,
    cst.NamedExpr: _walrus,
    cst.IfExp: _conditional,
    cst.BooleanOperation: _boolean,
    cst.BinaryOperation: operation,
    cst.UnaryOperation: _unary,
    cst.Comparison: comparison,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.StarredElement: _inner,
    cst.Element: _inner,
    cst.Index: _inner,
    cst.Arg: _inner,
    cst.Slice: _slice,
    cst.Ellipsis: _scalar,
}
