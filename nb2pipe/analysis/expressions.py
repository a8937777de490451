"""Expressions followed: what they may give, what they read and change on the way."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.access import attribute, subscript
from nb2pipe.analysis.callables import make_function, run_operator
from nb2pipe.analysis.containers import collection, comprehension, dictionary, generator
from nb2pipe.analysis.frames import Frame
from nb2pipe.analysis.heap import NOTHING, SCALAR, Obj, Value, join
from nb2pipe.analysis.iteration import awaited
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.operators import comparison, fresh_like, operation
from nb2pipe.analysis.texts import composed, constant_object, joined
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import children


def evaluate(m: Machine, node: cst.CSTNode, frame: Frame) -> Value:  # noqa: C901  # one case per kind of node
    """Follow an expression."""
    m.budget -= 1
    match node:
        case cst.Name(value="True" | "False"):
            return (m.make(node, "bool"),)
        case cst.Name(value="None"):
            return (m.make(node, "NoneType"),)
        case cst.Name():
            return m.look_up(node.value, frame, node)
        case cst.SimpleString() | cst.Integer() | cst.Float() | cst.Imaginary():
            return (constant_object(m, node),)
        case cst.ConcatenatedString():
            left, right = evaluate(m, node.left, frame), evaluate(m, node.right, frame)
            return composed(m, node, "str", [left, right], joined)
        case cst.FormattedString():
            return _formatted(m, node, frame)
        case cst.Attribute():
            return attribute(m, node, evaluate(m, node.value, frame), node.attr.value)
        case cst.Subscript():
            return subscript(m, node, frame)
        case cst.Call():
            return m.call(node, frame)
        case cst.Lambda():
            return (make_function(m, node, frame, "<lambda>"),)
        case cst.Tuple() | cst.List() | cst.Set():
            return collection(m, node, frame)
        case cst.Dict():
            return dictionary(m, node, frame)
        case cst.ListComp() | cst.SetComp() | cst.DictComp():
            return comprehension(m, node, frame)
        case cst.GeneratorExp():
            return generator(m, node, frame)
        case cst.NamedExpr():
            value = evaluate(m, node.value, frame)
            for name in target_names(node.target):
                m.bind(name, value, _walrus_frame(frame), node.target)
            return value
        case cst.IfExp():
            truth(m, node.test, frame)
            return join(*_branches(m, [node.body, node.orelse], frame))
        case cst.BooleanOperation():
            left = truth(m, node.left, frame)
            return join(left, *_branches(m, [node.right], frame))
        case cst.BinaryOperation():
            return operation(m, node, frame)
        case cst.UnaryOperation():
            inner = evaluate(m, node.expression, frame)
            run_operator(m, inner, ("__neg__", "__pos__", "__invert__", "__bool__"), [], node)
            return fresh_like(m, node, inner)
        case cst.Comparison():
            return comparison(m, node, frame)
        case cst.Await():
            return awaited(m, evaluate(m, node.expression, frame), node)
        case cst.Yield():
            given = node.value.item if isinstance(node.value, cst.From) else node.value
            value = evaluate(m, given, frame) if given is not None else NOTHING
            frame.returned = join(frame.returned, value)
            return NOTHING
        case cst.StarredElement() | cst.Element() | cst.Index() | cst.Arg():
            inner_node = node.value
            return evaluate(m, inner_node, frame)
        case cst.Slice():
            for part in (node.lower, node.upper, node.step):
                if part is not None:
                    evaluate(m, part, frame)
            return SCALAR
        case cst.Ellipsis():
            return SCALAR
        case _:
            for child in children(node):
                evaluate(m, child, frame)
            return NOTHING


def truth(m: Machine, node: cst.CSTNode, frame: Frame) -> Value:
    """Follow an expression whose truth is asked."""
    value = evaluate(m, node, frame)
    run_operator(m, value, ("__bool__", "__len__"), [], node)
    return value


def _formatted(m: Machine, node: cst.FormattedString, frame: Frame) -> Value:
    parts: list[Value | str | None] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            parts.append(part.value.replace("{{", "{").replace("}}", "}"))
            continue
        assert isinstance(part, cst.FormattedStringExpression)
        value = evaluate(m, part.expression, frame)
        run_operator(m, value, ("__format__", "__str__", "__repr__"), [(SCALAR, None)], node)
        for inner in part.format_spec or ():
            if isinstance(inner, cst.FormattedStringExpression):
                evaluate(m, inner.expression, frame)
        is_plain = part.format_spec is None and part.conversion is None and part.equal is None
        parts.append(value if is_plain else None)
    if None in parts:
        return (m.make(node, "str"),)
    values = [part for part in parts if isinstance(part, tuple)]

    def compose(*given: object) -> str:
        rest = iter(given)
        return "".join(part if isinstance(part, str) else str(next(rest)) for part in parts)

    return (
        composed(m, node, "str", values, compose) if values else composed(m, node, "str", [_EMPTY], lambda _: compose())
    )


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
