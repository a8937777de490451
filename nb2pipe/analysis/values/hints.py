"""The type hint of a list, tuple, set or dict whose items the code shows: `dict[str, list[float]]`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nb2pipe.analysis.knowledge.given_types import COMMON_BASE, has_common_base
from nb2pipe.analysis.state.exactness import classes_of, is_exact
from nb2pipe.analysis.state.fills import is_told, items_noted, keys_noted
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.wholes import items_of

#: Collections are looked into so deep, and so far.
_DEEPEST, _MOST = 3, 64
#: Tuples with more items of one type are taken for as many as there may be.
_PAIR_OR_SO = 4
_OF_ONE = ("list", "set", "deque")
_NAMES = {"deque": "collections.deque"}


@dataclass(frozen=True, slots=True)
class _Hint:
    name: str
    inside: tuple[_Hint, ...] = ()

    def __str__(self) -> str:
        if self.name == _OPTIONAL:
            return f"{self.inside[0]} | None"
        if self == _NOTHING:
            return "Any"
        if self.name == _MANY:
            return f"tuple[{self.inside[0]}, ...]"
        return f"{self.name}[{', '.join(map(str, self.inside))}]" if self.inside else self.name


_ANY = _Hint("Any")
#: Of an empty collection.
_NOTHING = _Hint("")
_OPTIONAL, _MANY = "| None", "tuple..."


def hint_of_items(value: Value) -> str:
    """What the items show; empty where they do not."""
    if not value or any(obj.type not in (*_OF_ONE, "tuple", "dict") for obj in value):
        return ""
    hint = _common(_hint_of(obj, 0) for obj in value)
    return str(hint) if any(each not in (_ANY, _NOTHING) for each in hint.inside) else ""


def _hint_of(obj: Obj, depth: int) -> _Hint:
    if obj.type in ("function", "method"):
        return _Hint("Callable[..., Any]")
    if obj.type == "path":
        return _Hint("pathlib.Path")
    if obj.type == "tuple":
        return _hint_of_tuple(obj, depth)
    if obj.type in (*_OF_ONE, "dict"):
        return _hint_of_container(obj, depth)
    return _common(map(_Hint, classes_of((obj,)))) if classes_of((obj,)) else _ANY


def _hint_of_container(obj: Obj, depth: int) -> _Hint:
    if not is_exact((obj,)):
        return _ANY
    name = _NAMES.get(obj.type, obj.type)
    is_known = is_told(obj) and depth <= _DEEPEST and len(obj.contents) <= _MOST
    item = _ANY
    if is_known:
        noted = [_Hint(each or "Any") for each in sorted(items_noted(obj))]
        item = _common([*noted, *(_hint_of(held, depth + 1) for held in obj.contents)])
    if obj.type != "dict":
        return _Hint(name, (item,))
    keys = _common(_Hint(each or "Any") for each in sorted(keys_noted(obj))) if is_known else _ANY
    return _Hint(name, (keys, item))


def _hint_of_tuple(obj: Obj, depth: int) -> _Hint:
    items = items_of((obj,))
    if not items or len(items) > _MOST or depth > _DEEPEST:
        return _Hint(_MANY, (_ANY,))
    inside = tuple(_common(_hint_of(each, depth + 1) for each in item) if item else _ANY for item in items)
    is_long = len(inside) > _PAIR_OR_SO and len(set(inside)) == 1
    return _Hint(_MANY, inside[:1]) if is_long else _Hint("tuple", inside)


def _common(hints: Iterable[_Hint]) -> _Hint:
    """What is true of all: the one type, a wider one, or whatever it may be."""
    found = {each for each in hints if each != _NOTHING}
    if len(found) < 2:
        return found.pop() if found else _NOTHING
    optional = {each for each in found if each.name in (_OPTIONAL, "None")}
    if optional:
        rest = _common([*(found - optional), *(each.inside[0] for each in optional if each.inside)])
        return rest if rest == _ANY else _Hint(_OPTIONAL, (rest,))
    names = {each.name for each in found}
    if names == {"int", "float"}:
        return _Hint("float")
    if all(map(has_common_base, names)):
        return _Hint(COMMON_BASE)
    if len(names) > 1 or len({len(each.inside) for each in found}) > 1:
        return _Hint(_MANY, (_ANY,)) if names <= {"tuple", _MANY} else _ANY
    inside = zip(*(each.inside for each in sorted(found, key=str)), strict=True)
    return _Hint(names.pop(), tuple(_common(each) for each in inside))
