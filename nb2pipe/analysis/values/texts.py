"""Constant strings and numbers: what is known of them, as text, and what code composes of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

import libcst as cst

from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.syntax.literals import literal_text

#: A value that may be more texts than this, or one of more letters, counts as unknown.
MAX_TEXTS, _MAX_LENGTH = 16, 2_000
#: What stands for a part of a path that is not known.
UNKNOWN = "*"
#: Starts of traits: the limits of a range whose numbers a value goes through, and what is known of a text.
RANGE, _LIKE = "range ", "like "


def constants(value: Value) -> list[object]:
    """Each constant that the value may be; empty where one of them is unknown."""
    known = [obj.constant for obj in value]
    if None in known:
        known = [constant for obj in value for constant in _choices(obj)]
    if len(known) > MAX_TEXTS or any(c is None or (isinstance(c, str) and len(c) > _MAX_LENGTH) for c in known):
        return []
    return known


def constant_texts(value: Value) -> list[str]:
    """Each text that the value may be; empty where one of them is unknown."""
    return [str(constant) for constant in constants(value)]


def _choices(obj: Obj) -> Iterable[object]:
    if obj.constant is not None or not obj.traits:
        return (obj.constant,)
    limits = [trait for trait in obj.traits if trait.startswith(RANGE)]
    return [n for trait in limits for n in range(*map(int, trait[len(RANGE) :].split()))] or (None,)


def text_of(m: Machine, node: cst.CSTNode, text: str) -> Value:
    """A text that the code does not spell out: the name of an attribute, a key."""
    obj = m.make(node, "str", f"text {text}")
    obj.constant = text
    return (obj,)


def text_like(m: Machine, node: cst.CSTNode, type_: str, pattern: str) -> Obj:
    """A text or path of which only a pattern is known: `data/*.csv`."""
    obj = m.make(node, type_, _LIKE + pattern)
    if pattern.strip("*/.") and len(pattern) <= _MAX_LENGTH:
        mark(obj, frozenset({_LIKE + pattern}))
    return obj


def pattern_of(obj: Obj) -> str:
    """The text, or what is known of it; `*` if nothing is."""
    if obj.constant is not None:
        return str(obj.constant)
    patterns = [trait[len(_LIKE) :] for trait in obj.traits if trait.startswith(_LIKE)]
    return patterns[0] if len(patterns) == 1 else UNKNOWN


def path_texts(value: Value) -> list[str]:
    """Each path that the value may be, with `*` for what is not known of it; empty where nothing is known of one."""
    known = constant_texts(value)
    if known or len(value) > MAX_TEXTS:
        return known
    patterns = [pattern for obj in value for pattern in constant_texts((obj,)) or [pattern_of(obj)]]
    return [] if UNKNOWN in patterns or len(patterns) > MAX_TEXTS else patterns


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
    """The literal's value."""
    if type(node) is cst.SimpleString:
        return literal_text(node)
    if type(node) is cst.Integer:
        return int(node.value, 0)
    return float(node.value) if type(node) is cst.Float else node.evaluated_value


def composed(
    m: Machine, node: cst.CSTNode, type_: str, parts: list[Value], compose: Callable[..., object | None]
) -> Value:
    """An object for each text that `compose` gives of the parts' constants; one of a pattern if any is unknown."""
    choices = [constants(part) for part in parts]
    if not all(choices):
        return (_composed_pattern(m, node, type_, parts, compose),)
    texts: dict[str, None] = {}
    for chosen in itertools.islice(itertools.product(*choices), MAX_TEXTS + 1):
        text = _compose(compose, chosen)
        texts[text if text is not None else ""] = None
        if text is None or len(texts) > MAX_TEXTS:
            return (_composed_pattern(m, node, type_, parts, compose),)
    if not texts:
        return (m.make(node, type_),)
    return tuple(_text_object(m, node, type_, text) for text in texts)


def _composed_pattern(
    m: Machine, node: cst.CSTNode, type_: str, parts: list[Value], compose: Callable[..., object | None]
) -> Obj:
    """A text of which is known what its known parts say; one unknown text if that is nothing."""
    given = [pattern_of(part[0]) if len(part) == 1 else UNKNOWN for part in parts]
    pattern = _compose(compose, tuple(given))
    pattern = _STARS.sub(UNKNOWN, pattern) if pattern is not None else None
    return m.make(node, type_) if pattern is None or UNKNOWN not in pattern else text_like(m, node, type_, pattern)


#: Unknown parts in a row; `**/` of a search stays.
_STARS = re.compile(r"(?<!/)\*{2,}|\*{2,}(?!/)")


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
