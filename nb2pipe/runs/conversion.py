"""A text and an annotation -> the value that the text stands for, of that type.

An annotation is Python source: `int`, `float`, `str`, `bool`, `None`, `list[T]`, `tuple[T, ...]`, `set[T]`,
`dict[K, V]`, `T | U`, `Optional[T]`, `Literal[...]`. `Any` takes a literal if the text is one, or else the text. What
is none of these, such as `Decimal` or `pd.Timestamp`, is left to the package, whose command line reads by these rules.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_COLLECTIONS: Mapping[str, Callable[[list[object]], object]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
}
_SCALARS: Mapping[str, type] = {"int": int, "float": float, "bool": bool, "str": str}
#: Types of the standard library, by their own name: what a text means for them.
_READERS: Mapping[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "Path": str,  # the package makes it a path
}
_KINDS: Mapping[str, type] = {"date": date, "datetime": datetime, "time": time}
_WRITTEN_AS_LITERALS = frozenset({"Any", "object", "bytes", "complex"})
_OLD_NAMES = {"List": "list", "Tuple": "tuple", "Set": "set", "FrozenSet": "frozenset", "Dict": "dict"}
#: Members of a union are tried in this order, others between: every text is a string.
_ORDER = {"None": 0, "int": 1, "float": 2, "bool": 3, "str": 9}


def convert(text: str, annotation: str) -> object:
    """Convert a text from the command line; ValueError says what was expected."""
    wanted = ast.parse(annotation, mode="eval").body
    return _checked(_from_text(text, wanted), wanted)


def read_back(value: object, annotation: str) -> object:
    """What a package makes of a value as JSON has it; ValueError if that is no such value."""
    return _checked(value, ast.parse(annotation, mode="eval").body)


def _from_text(text: str, wanted: ast.expr) -> object:
    name, arguments = _parts(wanted)
    if name == "Union":
        return _first_that_fits(text, arguments)
    if name == "None":
        if text.lower() not in ("none", "null"):
            raise ValueError("expected None")
        return None
    if name == "bool":
        if text.lower() not in _BOOLEANS:
            raise ValueError("expected true or false")
        return _BOOLEANS[text.lower()]
    if name in _SCALARS:
        return _SCALARS[name](text)
    if name == "Literal":
        return _choice(text, arguments)
    if name in _READERS:
        return _READERS[name](text)
    if name not in _COLLECTIONS and name != "dict":
        return _literal(text) if name in _WRITTEN_AS_LITERALS else text
    value = _literal(text)
    if name in _COLLECTIONS and isinstance(value, (list, tuple, set, frozenset)):
        return _adapted([*value], wanted)
    if name == "dict" or not isinstance(value, (str, int, float)) or text[:1] in ("[", "(", "{"):
        return value
    items = (item.strip() for item in text.split(","))
    return _COLLECTIONS[name]([_from_text(item, _element(arguments, i)) for i, item in enumerate(filter(None, items))])


def _checked(value: object, wanted: ast.expr) -> object:
    """The value if it has the types of the annotation all the way down, or else what it stands for as JSON has it."""
    if _fits(value, wanted):
        return value
    name, arguments = _parts(wanted)
    for member in arguments if name == "Union" else [wanted]:
        try:
            candidate = _adapted(value, member)
        except ValueError:
            continue
        if _fits(candidate, member):
            return candidate
    raise ValueError(f"expected {ast.unparse(wanted)}, found {value!r}")


def _adapted(value: object, wanted: ast.expr) -> object:
    """Lists as tuples or sets, texts as what they mean."""
    name, arguments = _parts(wanted)
    if isinstance(value, (list, tuple)) and name in _COLLECTIONS:
        items = [_checked(item, _element(arguments, i)) for i, item in enumerate(value)]
        try:
            return _COLLECTIONS[name](items)
        except TypeError as error:
            raise ValueError(str(error)) from None
    if isinstance(value, dict) and name == "dict" and len(arguments) == 2:
        return {_key(key, arguments[0]): _checked(item, arguments[1]) for key, item in value.items()}
    if not isinstance(value, str) or not _is_written(value, name):
        return value
    found = _from_text(value, wanted)
    return found if isinstance(found, str) else _checked(found, wanted)


def _key(value: object, wanted: ast.expr) -> object:
    """The key of a dict: JSON has none but texts."""
    return value if _fits(value, wanted) or not isinstance(value, str) else _from_text(value, wanted)


def _is_written(text: str, name: str) -> bool:
    """Whether a text may stand for a value of this type, as it does in JSON."""
    if name == "dict" or name in _COLLECTIONS:
        return text[:1] in ("[", "(", "{")
    return name in ("bytes", "complex") or name in _READERS


def _fits(value: object, wanted: ast.expr) -> bool:
    """Whether a value is what the annotation says; of types that only the package knows, any is."""
    name, arguments = _parts(wanted)
    if name == "Union":
        return any(_fits(value, member) for member in arguments)
    if name == "Literal":
        return value in map(ast.literal_eval, arguments)
    if name == "dict":
        key, item = arguments if len(arguments) == 2 else (_ANYTHING, _ANYTHING)
        return isinstance(value, dict) and all(_fits(k, key) and _fits(v, item) for k, v in value.items())
    if name in _COLLECTIONS:
        is_mixed = name == "tuple" and arguments and _parts(arguments[-1])[0] != "..."
        items = list(value) if isinstance(value, (list, tuple, set, frozenset)) else []
        is_of_kind = type(value) is _COLLECTIONS[name] and not (is_mixed and len(items) != len(arguments))
        return is_of_kind and all(_fits(item, _element(arguments, i)) for i, item in enumerate(items))
    if name in ("int", "float"):
        return isinstance(value, int if name == "int" else (int, float)) and not isinstance(value, bool)
    kind = {"None": type(None), "bool": bool, "str": str, "bytes": bytes, "complex": complex, **_KINDS}.get(name)
    return kind is None or isinstance(value, kind)


def _first_that_fits(text: str, members: list[ast.expr]) -> object:
    errors = []
    for member in sorted(members, key=lambda member: _ORDER.get(_parts(member)[0], 5)):
        try:
            return _checked(_from_text(text, member), member)
        except ValueError as error:
            errors.append(str(error))
    raise ValueError("; ".join(errors))


def _choice(text: str, arguments: list[ast.expr]) -> object:
    choices = [ast.literal_eval(argument) for argument in arguments]
    for choice in choices:
        if text in (str(choice), repr(choice)):
            return choice
    raise ValueError(f"expected one of {', '.join(map(repr, choices))}")


def _literal(text: str) -> object:
    """What the text means as Python, or as JSON if that has brackets; the text itself if it is neither."""
    for read in (ast.literal_eval, json.loads) if text[:1] in ("[", "{") else (ast.literal_eval,):
        try:
            value: object = read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        return value
    return text


_ANYTHING = ast.Name("Any")


def _element(arguments: list[ast.expr], position: int) -> ast.expr:
    """The type of a collection's item: `tuple[int, str]` has one for each, others one for all."""
    if not arguments:
        return _ANYTHING
    if len(arguments) == 1 or _parts(arguments[1])[0] == "...":
        return arguments[0]
    return arguments[min(position, len(arguments) - 1)]


def _parts(wanted: ast.expr) -> tuple[str, list[ast.expr]]:
    """Last name of the annotation and its arguments; `T | U` and `Optional[T]` are unions."""
    match wanted:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return "Union", [*_members(left), *_members(right)]
        case ast.Subscript(value=value, slice=ast.Tuple(elts=arguments)):
            return _parts(value)[0], list(arguments)
        case ast.Subscript(value=value, slice=argument):
            name = _parts(value)[0]
            return ("Union", [argument, ast.Constant(None)]) if name == "Optional" else (name, [argument])
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return _OLD_NAMES.get(name, name), []
        case ast.Constant(value=str(source)):
            return _parts(ast.parse(source, mode="eval").body)
        case ast.Constant(value=value):
            return ("..." if value is ... else repr(value)), []
    return ast.unparse(wanted), []


def _members(side: ast.expr) -> list[ast.expr]:
    name, arguments = _parts(side)
    return arguments if name == "Union" else [side]
