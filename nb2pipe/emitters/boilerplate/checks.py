"""`src/NAME/checks.py`: values of parameters, checked against type hints and read from text."""

CHECKS = '''"""Check the values of parameters against their type hints, and read them from text."""

from __future__ import annotations

import ast
import inspect
import json
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import timedelta
from difflib import get_close_matches
from numbers import Integral, Real
from typing import Any, Literal, Union, get_args, get_origin

_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
#: Types whose values are written as Python literals.
_LITERAL_KINDS = (bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict, types.NoneType)
_BRACKETED = (list, tuple, set, frozenset, dict)
#: Members of a union are tried in this order, others between: every text is a string.
_ORDER = {int: 1, float: 2, bool: 3, str: 9}
#: `1:30:00`, and `90 min`.
_CLOCK = re.compile(r"([+-]?)(\\d+):(\\d\\d)(?::(\\d\\d(?:\\.\\d+)?))?")
_AMOUNT = re.compile(r"([+-]?\\d+(?:\\.\\d+)?) ?(weeks?|days?|hours?|minutes?|min|seconds?|sec|ms|us|[wdhms])\\b")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_SMALL_UNITS = {"ms": "milliseconds", "us": "microseconds"}
_CONVERSION_ERRORS = (ValueError, SyntaxError, TypeError, ArithmeticError)


class ParameterError(ValueError):
    """A parameter that does not exist, or a value that it cannot take."""


@dataclass(frozen=True)
class Derived:
    """A default that is computed from the parameters that the function's arguments name."""

    function: Callable[..., Any]


def derived(function: Callable[..., Any]) -> Any:
    """Default of a field that follows other fields, unless a value (not `...`) is given for it."""
    return field(default=Derived(function))


def complete(parameters: Any) -> None:
    """Compute the derived defaults in order; raise ParameterError for a value of another type."""
    for each in fields(parameters):
        value = getattr(parameters, each.name)
        if isinstance(each.default, Derived) and (value is each.default or value is ...):
            function = each.default.function
            sources = {name: getattr(parameters, name) for name in inspect.signature(function).parameters}
            object.__setattr__(parameters, each.name, _computed(each.name, function, sources))
        elif value is not each.default and not matches(value, each.type):
            adapted = _adapted(value, each.type)
            if not matches(adapted, each.type):
                raise _unfit(each.name, each.type, value)
            object.__setattr__(parameters, each.name, adapted)


def _computed(name: str, function: Callable[..., Any], sources: Mapping[str, Any]) -> Any:
    try:
        return function(**sources)
    except Exception as error:
        given = ", ".join(f"{each} = {value!r}" for each, value in sources.items())
        reason = f"{type(error).__name__}: {error}"
        raise ParameterError(f"{name}: cannot be computed from {given}: {reason}") from error


def read(parameters: type[Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Values by name, read from text as the type hints say; raises ParameterError."""
    known = {each.name: each for each in fields(parameters)}
    return {name: _read_one(known, name, text) for name, text in texts.items()}


def _adapted(value: Any, hint: Any) -> Any:
    """Lists as tuples or sets, texts as dates, all the way down: what JSON cannot say."""
    if matches(value, hint):
        return value
    for member in get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,):
        try:
            candidate = _adapted_to(value, member)
        except _CONVERSION_ERRORS:
            continue
        if matches(candidate, member):
            return candidate
    return value


def _adapted_to(value: Any, hint: Any) -> Any:
    kind, members = get_origin(hint) or hint, get_args(hint)
    if isinstance(value, (list, tuple)) and kind in (list, tuple, set, frozenset):
        is_mixed = kind is tuple and members and members[-1] is not ...
        hints = members if is_mixed else (members[:1] or (Any,)) * len(value)
        return kind(_adapted(item, each) for item, each in zip(value, hints, strict=True))
    if isinstance(value, dict) and kind is dict and members:
        texts = [key for key in value if isinstance(key, str) and not matches(key, members[0])]
        keys = {key: parse(key, members[0]) for key in texts}
        return {keys.get(key, key): _adapted(item, members[1]) for key, item in value.items()}
    if not isinstance(value, str) or not _is_written(value, kind):
        return value
    found = parse(value, hint)
    return found if isinstance(found, str) else _adapted(found, hint)


def _is_written(text: str, kind: Any) -> bool:
    """Whether a text may stand for a value of this kind, as it does in JSON."""
    if kind in _BRACKETED:
        return text[:1] in ("[", "(", "{")
    return kind in (bytes, complex) or (kind not in _LITERAL_KINDS and isinstance(kind, type))


def _read_one(known: Mapping[str, Field[Any]], name: str, text: str) -> Any:
    if name not in known:
        close = get_close_matches(name, known, n=1)
        others = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known) or 'none'}."
        raise ParameterError(f"no parameter {name!r}. {others}")
    hint = known[name].type
    try:
        value = _adapted(parse(text, hint), hint)
    except _CONVERSION_ERRORS:
        raise _unfit(name, hint, text) from None
    if not matches(value, hint):
        raise _unfit(name, hint, text)
    return value


def _unfit(name: str, hint: Any, given: Any) -> ParameterError:
    """The error of a value of another type, which says how to allow a number that nearly fits."""
    message = f"{name}: expected {hint_name(hint)}, got {given!r}"
    value = _literal(given) if isinstance(given, str) else given
    if hint is int and isinstance(value, float):
        message += f"; `{name}: float = ...` in the notebook's parameters cell allows fractions"
    if hint is str and isinstance(given, (int, float)):
        message += f"; `papermill -r {name} VALUE` keeps what looks like a number a text"
    return ParameterError(message)


def parse(text: str, hint: Any) -> Any:
    """Read one value; a string stays as it is, so `01234` does where a string is wanted."""
    if get_origin(hint) in (Union, types.UnionType):
        return _parse_union(text, get_args(hint))
    if hint in (str, int, float):
        return hint(text)
    if hint is bool:
        return _parse_bool(text)
    if hint in (Any, object):
        return _literal(text)
    if hasattr(hint, "fromisoformat"):
        return hint.fromisoformat(text)
    if hint is timedelta:
        return _parse_duration(text)
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        return {shown(each): each for each in choices for shown in (repr, str)}.get(text, text)
    if get_origin(hint) or hint in _LITERAL_KINDS or hint is None:
        return _parse_literal(text, hint)
    return hint(text)


def _parse_literal(text: str, hint: Any) -> Any:
    """A value as Python or JSON writes it; `a, b` where a list, a tuple or a set is wanted."""
    kind, members = get_origin(hint) or hint, get_args(hint)
    value = _literal(text)
    if kind not in (list, tuple, set, frozenset):
        return value
    if isinstance(value, (str, int, float)) and text[:1] not in ("[", "(", "{"):
        items = filter(None, (item.strip() for item in text.split(",")))
        return kind([parse(item, _member(members, position)) for position, item in enumerate(items)])
    return _adapted_to([*value], hint) if isinstance(value, (list, tuple, set)) else value


def _member(members: tuple[Any, ...], position: int) -> Any:
    """The type of a collection's item: `tuple[int, str]` has one for each, others one for all."""
    if not members:
        return Any
    return members[0] if ... in members else members[min(position, len(members) - 1)]


def _literal(text: str) -> Any:
    """What the text means as Python, or as JSON if that has brackets; else the text itself."""
    for read in (ast.literal_eval, json.loads) if text[:1] in ("[", "{") else (ast.literal_eval,):
        try:
            return read(text)
        except (ValueError, SyntaxError):
            continue
    return text


def _parse_union(text: str, members: tuple[Any, ...]) -> Any:
    if types.NoneType in members and text.lower() in ("none", "null"):
        return None
    for member in sorted(members, key=lambda each: _ORDER.get(each, 5)):
        try:
            value = _adapted(parse(text, member), member)
        except _CONVERSION_ERRORS:
            continue
        if matches(value, member):
            return value
    raise ValueError(text)


def _parse_bool(text: str) -> bool:
    try:
        return _WORDS[text.lower()]
    except KeyError:
        raise ValueError(text) from None


def _parse_duration(text: str) -> timedelta:
    """`36:00:00`, `90 min`, `1 day, 12:30:00`: a number alone could be hours as well as days."""
    rest, total = text, timedelta()
    clock = _CLOCK.search(text)
    if clock:
        sign, hours, minutes, seconds = clock.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds or 0))
        rest, total = text.replace(clock.group(), "", 1), -span if sign == "-" else span
    amounts = _AMOUNT.findall(rest)
    if _AMOUNT.sub("", rest).strip(" ,") or not (clock or amounts):
        raise ValueError(text)
    for number, unit in amounts:
        total += timedelta(**{_SMALL_UNITS.get(unit, _UNITS.get(unit[0], unit)): float(number)})
    return total


def matches(value: Any, hint: Any) -> bool:
    """Whether a value is what the type hint says; an integer is also a float."""
    origin, members = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if hint is None:
        return value is None
    if hint in (int, float):
        return isinstance(value, Integral if hint is int else Real) and not isinstance(value, bool)
    if origin is Literal:
        return value in members
    if origin in (Union, types.UnionType):
        return any(matches(value, member) for member in members)
    if origin is tuple and ... not in members:
        same = isinstance(value, tuple) and len(value) == len(members)
        return same and all(map(matches, value, members))
    if origin is dict:
        return isinstance(value, dict) and all(
            matches(key, members[0]) and matches(item, members[1]) for key, item in value.items()
        )
    if origin in (list, tuple, set, frozenset):
        return isinstance(value, origin) and all(matches(item, members[0]) for item in value)
    return isinstance(value, hint) if isinstance(hint, type) else True


def hint_name(hint: Any) -> str:
    """`float`, `list[int]`, `int | None`."""
    if isinstance(hint, type) and not get_args(hint):
        return hint.__name__
    return str(hint).replace("typing.", "")
'''
