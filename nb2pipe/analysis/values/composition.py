"""Texts and paths that methods and functions compose of constants: `"{}/x".format(d)`, `Path(d) / "x"`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

import libcst as cst

from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.choices import found_paths
from nb2pipe.analysis.values.texts import UNKNOWN, composed, constant_texts, path_texts
from nb2pipe.analysis.values.wholes import items_of

#: Methods of strings whose result is short if what they are given is.
_TEXT_METHODS = {
    "replace", "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "removesuffix", "removeprefix",
}  # fmt: skip


def _parent(path: str) -> str:
    """The folder around a path; that of `.`, which mostly was made absolute before, is `..`."""
    is_upwards = posixpath.normpath(path).split("/")[-1] in (".", "..")
    return posixpath.join(path, "..") if is_upwards else posixpath.dirname(path) or "."


def _relative(path: str, start: str) -> str | None:
    folder = posixpath.normpath(start)
    return path[len(folder) + 1 :] if path.startswith(f"{folder}/") else None


_PATH_METHODS: dict[str, Callable[..., str | None]] = {
    "joinpath": posixpath.join,
    "with_suffix": lambda path, suffix: posixpath.splitext(path)[0] + suffix,
    "with_name": lambda path, name: posixpath.join(posixpath.dirname(path), name),
    "with_stem": lambda path, stem: posixpath.join(posixpath.dirname(path), stem + posixpath.splitext(path)[1]),
    "resolve": lambda path, *_: path,
    "absolute": lambda path: path,
    "expanduser": lambda path: path,
    "as_posix": lambda path: path,
    "relative_to": _relative,
}
_PATH_ATTRIBUTES: dict[str, tuple[str, Callable[[str], str]]] = {
    "parent": ("path", _parent),
    "name": ("str", posixpath.basename),
    "stem": ("str", lambda path: posixpath.splitext(posixpath.basename(path))[0]),
    "suffix": ("str", lambda path: posixpath.splitext(path)[1]),
}
#: Functions of texts and paths that give a text.
TEXT_CALLS: dict[str, tuple[str, Callable[..., str | None]]] = {
    "builtins.str": ("str", lambda value="": str(value)),
    "os.fspath": ("str", str),
    "os.path.join": ("str", lambda *parts: posixpath.join(*(str(part) for part in parts))),
    "os.getcwd": ("str", lambda: "."),
    "pathlib.Path.cwd": ("path", lambda: "."),
    "os.path.relpath": ("str", str),
    "os.path.dirname": ("str", lambda path: posixpath.dirname(str(path))),
    "os.path.basename": ("str", lambda path: posixpath.basename(str(path))),
    "os.path.normpath": ("str", lambda path: posixpath.normpath(str(path))),
    "os.path.abspath": ("str", str),
    "os.path.realpath": ("str", str),
    "os.path.expanduser": ("str", str),
    "pathlib.Path": ("path", lambda *parts: "/".join(str(part) for part in parts) or "."),
    "pathlib.PurePath": ("path", lambda *parts: "/".join(str(part) for part in parts) or "."),
}


def formatted(value: object, conversion: str | None, spec: str) -> str | None:
    """What a field of an f-string gives for a constant."""
    match conversion:
        case "r":
            value = repr(value)
        case "s":
            value = str(value)
        case "a":
            value = ascii(value)
    return format(value, spec) if not re.search(r"\d{4}", spec) else None


def text_of_method(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value | None:
    """What a method of a string or path gives; None for methods that are not of this kind."""
    positional = [value for value, keyword in arguments if keyword is None]
    if obj.type == "path" and method in ("glob", "rglob", "iterdir"):
        patterns = [searched(path, method, arguments) for path in path_texts((obj,))]
        return (found_paths(m, node, "iterator", "path", patterns[0] if len(patterns) == 1 else UNKNOWN),)
    if obj.type == "path" and method in _PATH_METHODS:
        type_ = "str" if method == "as_posix" else "path"
        return composed(m, node, type_, [(obj,), *positional], _PATH_METHODS[method])
    if obj.type != "str":
        return None
    if method == "format":
        return _formatted(m, node, obj, arguments)
    if method == "join" and positional:
        return composed(m, node, "str", [(obj,), *_items(positional[0])], lambda text, *items: text.join(items))
    if method in _TEXT_METHODS and len(positional) == len(arguments):
        return composed(m, node, "str", [(obj,), *positional], lambda text, *given: getattr(text, method)(*given))
    return None


def searched(path: str, method: str, arguments: list[Argument]) -> str:
    """What a search of a path finds, as a pattern; the path itself for methods that look at nothing below it."""
    if method == "iterdir":
        return posixpath.join(path, UNKNOWN)
    if method not in ("glob", "rglob"):
        return path
    texts = constant_texts(arguments[0][0]) if arguments else []
    pattern = texts[0] if len(texts) == 1 else UNKNOWN
    if path == UNKNOWN:
        return UNKNOWN
    return posixpath.join(path, "**", pattern) if method == "rglob" else posixpath.join(path, pattern)


def text_of_attribute(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Value | None:
    """`path.parent` and the like."""
    if obj.type != "path" or name not in _PATH_ATTRIBUTES:
        return None
    type_, compose = _PATH_ATTRIBUTES[name]
    return composed(m, node, type_, [(obj,)], compose)


def text_of_modulo(m: Machine, node: cst.CSTNode, left: Value, right: Value) -> Value:
    """`"%s/x" % d`."""
    is_tuple = len(right) == 1 and right[0].type == "tuple"
    given = _items(right) if is_tuple else [right]
    return composed(m, node, "str", [left, *given], _percent)


#: A field of a `%` template, and one of a `format` template.
_PERCENT_FIELD, _FORMAT_FIELD = (
    re.compile(r"%(?:\(\w*\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]"),
    re.compile(r"\{[^{}]*\}"),
)


def _percent(text: str, *values: object) -> str | None:
    if UNKNOWN in values:
        return _PERCENT_FIELD.sub(UNKNOWN, text)
    return text % values if _is_narrow(text) else None


def _formatted(m: Machine, node: cst.Call, obj: Obj, arguments: list[Argument]) -> Value:
    names = [keyword for _, keyword in arguments]
    if "*" in names or "**" in names:
        return (m.make(node, "str"),)

    def compose(text: str, *given: object) -> str | None:
        if UNKNOWN in given:
            return _FORMAT_FIELD.sub(UNKNOWN, text)
        positional = [value for value, name in zip(given, names, strict=True) if name is None]
        named = {name: value for value, name in zip(given, names, strict=True) if name is not None}
        return text.format(*positional, **named) if _is_narrow(text) else None

    return composed(m, node, "str", [(obj,), *(value for value, _ in arguments)], compose)


def _is_narrow(template: str) -> bool:
    """Whether no width in the template can make the text a long one."""
    return re.search(r"\d{4}|[*{]\s*[:!]?\s*\{|%[^%]*\*", template) is None


def _items(value: Value) -> list[Value]:
    """The items of a list or tuple, in order; unknown if they are not all known."""
    return items_of(value) or [()]
