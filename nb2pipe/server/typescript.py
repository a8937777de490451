"""The messages of the wire -> `wire.ts`: `python -m nb2pipe.server.typescript labextension/src/wire.ts`."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from nb2pipe.server.wire import MODULES
from nb2pipe.server.wire.base import Message

_HEADER = "// Generated from nb2pipe/server/wire by `python -m nb2pipe.server.typescript`; edit that instead.\n"
_WIDTH = 100
_SIMPLE = {
    msgspec.inspect.StrType: "string",
    msgspec.inspect.IntType: "number",
    msgspec.inspect.FloatType: "number",
    msgspec.inspect.BoolType: "boolean",
    msgspec.inspect.NoneType: "null",
    msgspec.inspect.AnyType: "unknown",
}


def main(arguments: list[str]) -> int:
    """Write the file."""
    (path,) = arguments
    Path(path).write_text(render_typescript(), encoding="utf-8")
    return 0


def render_typescript() -> str:
    """The whole file."""
    aliases: dict[str, str] = {}
    parts = [_HEADER]
    for module in MODULES:
        for name, value in vars(module).items():
            if _is_alias(value) and name not in aliases.values():
                text = _render(msgspec.inspect.type_info(value), {})
                aliases[text] = name
                parts.append(_declare(f"export type {name} =", text, "") + "\n")
            elif _is_message(value, module):
                parts.append(_render_message(value, aliases))
    return "\n".join(parts)


def _is_alias(value: object) -> bool:
    return isinstance(value, types.UnionType) or typing.get_origin(value) in (typing.Literal, typing.Union)


def _is_message(value: object, module: types.ModuleType) -> bool:
    is_class = isinstance(value, type) and value.__module__ == module.__name__
    return is_class and issubclass(typing.cast("type", value), Message) and value is not Message


def _render_message(message: type[Message], aliases: Mapping[str, str]) -> str:
    info = msgspec.inspect.type_info(message)
    assert isinstance(info, msgspec.inspect.StructType)  # noqa: S101  # a Message is a Struct
    comments = _field_comments(message)
    lines = [*_comment(inspect.getdoc(message) or "", ""), f"export interface {message.__name__} {{"]
    if info.tag_field:
        lines.append(f"  {info.tag_field}: {_quoted(info.tag)};")
    for field in info.fields:
        lines += _comment(comments.get(field.name, ""), "  ")
        label = f"{field.encode_name}{'' if field.required else '?'}:"
        lines.append(_declare(label, _render(field.type, aliases), "  "))
    return "\n".join([*lines, "}\n"])


def _render(info: msgspec.inspect.Type, aliases: Mapping[str, str]) -> str:
    text = _SIMPLE.get(type(info)) or _render_compound(info, aliases)
    return aliases.get(text, text)


def _render_compound(info: msgspec.inspect.Type, aliases: Mapping[str, str]) -> str:
    match info:
        case msgspec.inspect.LiteralType(values=values):
            return " | ".join(_quoted(value) for value in _in_order(values))
        case msgspec.inspect.UnionType(types=members):
            return _render_union([_render(member, aliases) for member in members], aliases)
        case msgspec.inspect.ListType(item_type=item):
            text = _render(item, aliases)
            return f"({text})[]" if " " in text else f"{text}[]"
        case msgspec.inspect.DictType(value_type=value):
            return f"Record<string, {_render(value, aliases)}>"
        case msgspec.inspect.StructType(cls=cls):
            return cls.__name__
        case msgspec.inspect.CustomType(cls=cls) if cls is object:
            return "unknown"
    raise TypeError(f"no TypeScript for {info}")


def _render_union(members: list[str], aliases: Mapping[str, str]) -> str:
    """`null` comes last, and the rest by its alias if it has one."""
    others = " | ".join(dict.fromkeys(member for member in members if member != "null"))
    text = aliases.get(others, others)
    return f"{text} | null" if "null" in members else text


def _in_order(values: tuple[object, ...]) -> list[object]:
    return sorted(values, key=str)


def _field_comments(message: type[Message]) -> dict[str, str]:
    """The `#:` lines above each field."""
    source = inspect.getsource(message)
    (tree,) = ast.parse(source).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101  # the source of a class
    lines = source.split("\n")
    return {
        node.target.id: " ".join(_lines_above(lines, node.lineno - 1))
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def _lines_above(lines: list[str], line: int) -> list[str]:
    first = line
    while lines[first - 1].strip().startswith("#:"):
        first -= 1
    return [text.strip().removeprefix("#:").strip() for text in lines[first:line]]


def _comment(text: str, indent: str) -> Iterator[str]:
    if text:
        words = re.sub(r"\s+", " ", text).replace("*/", "* /")
        yield f"{indent}/** {words} */"


def _declare(label: str, text: str, indent: str) -> str:
    """A declaration as Prettier lays it out: on one line, or one member of the union on each."""
    one_line = f"{indent}{label} {text};"
    if len(one_line) <= _WIDTH or " | " not in text:
        return one_line
    # As Prettier does: all members on the next line if they fit, or else one a line.
    if len(indent) + 2 + len(text) + 1 <= _WIDTH:
        return f"{indent}{label}\n{indent}  {text};"
    return f"{indent}{label}\n" + "\n".join(f"{indent}  | {part}" for part in text.split(" | ")) + ";"


def _quoted(value: object) -> str:
    return "'" + json.dumps(value)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
