"""Constant strings and numbers: what is known of them, as text."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.heap import Obj, Value
from nb2pipe.analysis.machine import Machine


def constant_text(value: Value) -> str | None:
    """The text, where it is one known string or number."""
    if len(value) == 1 and value[0].constant is not None:
        return str(value[0].constant)
    return None


def constant_object(m: Machine, node: cst.SimpleString | cst.Integer | cst.Float | cst.Imaginary) -> Obj:
    """Make the object of a literal."""
    value = _value_of(node)
    obj = m.make(node, type(value).__name__)
    obj.constant = value
    return obj


def _value_of(node: cst.SimpleString | cst.Integer | cst.Float | cst.Imaginary) -> object:
    """The literal's value; those without escapes and prefixes, which are most, without compiling them."""
    text = node.value
    if isinstance(node, cst.Integer):
        return int(text, 0)
    quote = text[0]
    if quote in "'\"" and "\\" not in text and text[1:3] != quote * 2:
        return text[1:-1]
    return node.evaluated_value


def text_object(m: Machine, node: cst.CSTNode, text: str | None) -> Obj:
    """Make a string whose text may be known."""
    obj = m.make(node, "str")
    obj.constant = text
    return obj


def joined_text(parts: list[Value]) -> str | None:
    """The texts in a row, where all of them are known."""
    texts = [constant_text(part) for part in parts]
    return None if any(text is None for text in texts) else "".join(text for text in texts if text is not None)
