"""Constant strings and numbers: what is known of them, as text, and what code composes of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import libcst as cst

from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import Obj, Value

#: A value that may be more texts than this, or one of more letters, counts as unknown.
_MAX_TEXTS, _MAX_LENGTH = 16, 2_000


def constants(value: Value) -> list[object]:
    """Each constant that the value may be; empty where one of them is unknown."""
    known = [obj.constant for obj in value]
    if len(known) > _MAX_TEXTS or any(c is None or (isinstance(c, str) and len(c) > _MAX_LENGTH) for c in known):
        return []
    return known


def constant_texts(value: Value) -> list[str]:
    """Each text that the value may be; empty where one of them is unknown."""
    return [str(constant) for constant in constants(value)]


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
    if type(node) is cst.Integer:
        return int(text, 0)
    quote = text[0]
    if quote in "'\"" and "\\" not in text and text[1:3] != quote * 2:
        return text[1:-1]
    return node.evaluated_value


def composed(
    m: Machine, node: cst.CSTNode, type_: str, parts: list[Value], compose: Callable[..., object | None]
) -> Value:
    """An object for each text that `compose` gives of the parts' constants; one without text if any is unknown."""
    choices = [constants(part) for part in parts]
    texts: dict[str, None] = {}
    if all(choices):
        for chosen in itertools.islice(itertools.product(*choices), _MAX_TEXTS + 1):
            text = _compose(compose, chosen)
            texts[text if text is not None else ""] = None
            if text is None or len(texts) > _MAX_TEXTS:
                return (m.make(node, type_),)
    if not texts:
        return (m.make(node, type_),)
    return tuple(_text_object(m, node, type_, text) for text in texts)


def _compose(compose: Callable[..., object | None], chosen: tuple[object, ...]) -> str | None:
    try:
        text = compose(*chosen)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    return text if isinstance(text, str) and len(text) <= _MAX_LENGTH else None


def _text_object(m: Machine, node: cst.CSTNode, type_: str, text: str) -> Obj:
    obj = m.make(node, type_, f"text {text}")
    obj.constant = text
    return obj


def joined(*parts: object) -> str:
    """The texts in a row."""
    return "".join(str(part) for part in parts)
