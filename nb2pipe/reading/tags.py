"""Bytes of a notebook and new tags -> the same bytes but for the tags."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from nb2pipe.reading.spans import Member, find_cells, find_members
from nb2pipe.reading.text import decode_text

_LINE_START = re.compile(r"[ \t]*\Z")


def with_tags(data: bytes, tags: Mapping[int, tuple[str, ...]]) -> bytes:
    """Give cells (by index) these tags and keep every other byte: order, indent, line ends, escapes.

    The data must be a notebook that `read_notebook` accepts; an index without a cell is an IndexError.
    """
    file = decode_text(data)
    text = file.text
    style = _detect_style(text)
    cells = find_cells(text)
    edits = [_edit_cell(text, cells[index], tags[index], style) for index in sorted(tags)]
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return file.to_bytes(text) if edits else data


@dataclass(frozen=True, slots=True)
class _Style:
    """How the file's JSON is laid out."""

    #: One level of indentation; None if everything stands on one line.
    indent: str | None
    newline: str
    colon: str
    ascii_only: bool


#: Replace `text[start:end]` by the string.
_Edit = tuple[int, int, str]


def _edit_cell(text: str, cell: int, tags: tuple[str, ...], style: _Style) -> _Edit:
    members = find_members(text, cell)
    metadata = members.get("metadata")
    if not tags and metadata is None:
        return cell, cell, ""
    if metadata is None or text[metadata.value_start] != "{":
        return _add_metadata(text, cell, members, tags, style)
    inner = find_members(text, metadata.value_start)
    if _tags_of(text, inner) == tags:
        return metadata.value_end, metadata.value_end, ""
    depth = _depth_at(text, metadata.key_start, style)
    if "tags" in inner and tags:
        value = _render_list(tags, depth + 1, style)
        return inner["tags"].value_start, inner["tags"].value_end, value
    raw = {key: text[member.key_start : member.value_end] for key, member in inner.items() if key != "tags"}
    if tags:
        raw = _insert_sorted(raw, "tags", _render_member("tags", _render_list(tags, depth + 1, style), style))
    return metadata.value_start, metadata.value_end, _render_object(list(raw.values()), depth, style)


def _add_metadata(text: str, cell: int, members: Mapping[str, Member], tags: tuple[str, ...], style: _Style) -> _Edit:
    """Put `metadata` into a cell that has none, or has `null`."""
    first = next(iter(members.values()))
    depth = _depth_at(text, first.key_start, style)
    inner = [_render_member("tags", _render_list(tags, depth + 1, style), style)] if tags else []
    value = _render_object(inner, depth, style)
    if "metadata" in members:
        return members["metadata"].value_start, members["metadata"].value_end, value
    separator = "," + text[cell + 1 : first.key_start] if style.indent is not None else ", "
    before = [member for key, member in members.items() if key < "metadata"]
    at = before[-1].value_end if before else first.value_end
    return at, at, separator + _render_member("metadata", value, style)


def _tags_of(text: str, metadata: Mapping[str, Member]) -> tuple[object, ...] | None:
    if "tags" not in metadata:
        return ()
    value = json.loads(text[metadata["tags"].value_start : metadata["tags"].value_end])
    return tuple(value) if isinstance(value, list) and value else None


def _insert_sorted(raw: Mapping[str, str], key: str, member: str) -> dict[str, str]:
    """Before the first greater key if the keys are sorted, else at the end."""
    if list(raw) != sorted(raw):
        return {**raw, key: member}
    return dict(sorted({**raw, key: member}.items()))


def _render_list(values: tuple[str, ...], depth: int, style: _Style) -> str:
    items = [json.dumps(value, ensure_ascii=style.ascii_only) for value in values]
    return _lay_out("[", items, "]", depth, style)


def _render_object(members: list[str], depth: int, style: _Style) -> str:
    return _lay_out("{", members, "}", depth, style)


def _render_member(key: str, value: str, style: _Style) -> str:
    return f'"{key}"{style.colon}{value}'


def _lay_out(opening: str, items: list[str], closing: str, depth: int, style: _Style) -> str:
    if not items or style.indent is None:
        separator = ", " if style.colon.endswith(" ") else ","
        return opening + separator.join(items) + closing
    margin = style.newline + style.indent * depth
    return opening + ",".join(f"{margin}{style.indent}{item}" for item in items) + margin + closing


def _depth_at(text: str, offset: int, style: _Style) -> int:
    """How deep the line at the offset is indented."""
    if not style.indent:
        return 0
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line) // len(style.indent) if _LINE_START.match(line) else 0


def _detect_style(text: str) -> _Style:
    first = re.match(r'\s*\{(\r?\n)?([ \t]*)"(?:[^"\\]|\\.)*"(\s*:[ \t]*)', text)
    colon = first[3] if first else ": "
    if first is None or first[1] is None:
        return _Style(None, "\n", colon, text.isascii())
    return _Style(first[2], first[1], colon, text.isascii())
