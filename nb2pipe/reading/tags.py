"""Bytes of a notebook and new tags -> the same bytes but for the tags."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nb2pipe.reading.layout import Style, depth_at, detect_style, render_list, render_member, render_object
from nb2pipe.reading.spans import Member, find_cells, find_members
from nb2pipe.reading.text import decode_text


def with_tags(data: bytes, tags: Mapping[int, tuple[str, ...]]) -> bytes:
    """Give cells (by index) these tags and keep every other byte: order, indent, line ends, escapes.

    The data must be a notebook that `read_notebook` accepts; an index without a cell is an IndexError.
    """
    file = decode_text(data)
    text = file.text
    style = detect_style(text)
    cells = find_cells(text)
    edits = [_edit_cell(text, cells[index], tags[index], style) for index in sorted(tags)]
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return file.to_bytes(text) if edits else data


#: Replace `text[start:end]` by the string.
_Edit = tuple[int, int, str]


def _edit_cell(text: str, cell: int, tags: tuple[str, ...], style: Style) -> _Edit:
    members = find_members(text, cell)
    metadata = members.get("metadata")
    if not tags and metadata is None:
        return cell, cell, ""
    if metadata is None or text[metadata.value_start] != "{":
        return _add_metadata(text, cell, members, tags, style)
    inner = find_members(text, metadata.value_start)
    if _tags_of(text, inner) == tags:
        return metadata.value_end, metadata.value_end, ""
    depth = depth_at(text, metadata.key_start, style)
    if "tags" in inner and tags:
        value = render_list(tags, depth + 1, style)
        return inner["tags"].value_start, inner["tags"].value_end, value
    raw = {key: text[member.key_start : member.value_end] for key, member in inner.items() if key != "tags"}
    if tags:
        raw = _insert_sorted(raw, "tags", render_member("tags", render_list(tags, depth + 1, style), style))
    return metadata.value_start, metadata.value_end, render_object(list(raw.values()), depth, style)


def _add_metadata(text: str, cell: int, members: Mapping[str, Member], tags: tuple[str, ...], style: Style) -> _Edit:
    """Put `metadata` into a cell that has none, or has `null`."""
    first = next(iter(members.values()))
    depth = depth_at(text, first.key_start, style)
    inner = [render_member("tags", render_list(tags, depth + 1, style), style)] if tags else []
    value = render_object(inner, depth, style)
    if "metadata" in members:
        return members["metadata"].value_start, members["metadata"].value_end, value
    separator = "," + text[cell + 1 : first.key_start] if style.indent is not None else ", "
    before = [member for key, member in members.items() if key < "metadata"]
    at = before[-1].value_end if before else first.value_end
    return at, at, separator + render_member("metadata", value, style)


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
