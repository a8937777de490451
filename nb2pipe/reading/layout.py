"""How a notebook's JSON is laid out, and new values in the same layout."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_START = re.compile(r"[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Style:
    """How the file's JSON is laid out."""

    #: One level of indentation; None if everything stands on one line.
    indent: str | None
    newline: str
    colon: str
    ascii_only: bool


def render_text(value: str, style: Style) -> str:
    """A JSON string."""
    return json.dumps(value, ensure_ascii=style.ascii_only)


def render_list(values: Sequence[str], depth: int, style: Style) -> str:
    """A JSON array of strings, in a value at this depth."""
    items = [render_text(value, style) for value in values]
    return _lay_out("[", items, "]", depth, style)


def render_object(members: list[str], depth: int, style: Style) -> str:
    """A JSON object of rendered members."""
    return _lay_out("{", members, "}", depth, style)


def render_member(key: str, value: str, style: Style) -> str:
    """`"key": value`."""
    return f'"{key}"{style.colon}{value}'


def _lay_out(opening: str, items: list[str], closing: str, depth: int, style: Style) -> str:
    if not items or style.indent is None:
        separator = ", " if style.colon.endswith(" ") else ","
        return opening + separator.join(items) + closing
    margin = style.newline + style.indent * depth
    return opening + ",".join(f"{margin}{style.indent}{item}" for item in items) + margin + closing


def depth_at(text: str, offset: int, style: Style) -> int:
    """How deep the line at the offset is indented."""
    if not style.indent:
        return 0
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line) // len(style.indent) if _LINE_START.match(line) else 0


def detect_style(text: str) -> Style:
    """The layout that the beginning of the text shows."""
    first = re.match(r'\s*\{(\r?\n)?([ \t]*)"(?:[^"\\]|\\.)*"(\s*:[ \t]*)', text)
    colon = first[3] if first else ": "
    if first is None or first[1] is None:
        return Style(None, "\n", colon, text.isascii())
    return Style(first[2], first[1], colon, text.isascii())
