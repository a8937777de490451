"""Bytes of a notebook and new sources of cells -> the same bytes but for the lines that differ."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from nb2pipe.reading.layout import Style, depth_at, detect_style, render_list, render_text
from nb2pipe.reading.spans import Member, find_cells, find_elements, find_members, find_value_end
from nb2pipe.reading.text import decode_text


def with_sources(data: bytes, sources: Mapping[int, str]) -> bytes:
    """Give cells (by index) these sources, lines ending in a line feed, and keep every other byte.

    The data must be a notebook that `read_notebook` accepts; an index without a cell is an IndexError.
    """
    file = decode_text(data)
    text = file.text
    style = detect_style(text)
    cells = find_cells(text)
    for index in sorted(sources, reverse=True):
        member = _source_of(find_members(text, cells[index]))
        if member is not None:
            value = _render(text, member, sources[index], style)
            text = text[: member.value_start] + value + text[member.value_end :]
    return file.to_bytes(text) if sources else data


def _source_of(members: Mapping[str, Member]) -> Member | None:
    """Nbformat 3 and older call it `input`."""
    return members.get("source") or members.get("input")


def _render(text: str, member: Member, source: str, style: Style) -> str:
    if text[member.value_start] != "[":
        old = json.loads(text[member.value_start : member.value_end])
        return render_text(_with_line_ends(source, old or ""), style)
    raw = [text[start : find_value_end(text, start)] for start in find_elements(text, member.value_start)]
    old_lines: list[str] = [json.loads(item) for item in raw]
    new_lines = _split_lines(_with_line_ends(source, "".join(old_lines)))
    if not raw:
        return render_list(new_lines, depth_at(text, member.key_start, style), style)
    items = _keep_equal(old_lines, raw, new_lines, style)
    return _lay_out_like(text[member.value_start : member.value_end], raw, items)


def _keep_equal(old: Sequence[str], raw: Sequence[str], new: Sequence[str], style: Style) -> list[str]:
    """Each new line as JSON; lines that were there keep their text."""
    items: list[str] = []
    for tag, start, stop, new_start, new_stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            items += raw[start:stop]
        else:
            items += [render_text(line, style) for line in new[new_start:new_stop]]
    return items


def _lay_out_like(array: str, raw: Sequence[str], items: Sequence[str]) -> str:
    """The items with the white space that the array has around its own."""
    before = array[1 : array.index(raw[0])]
    after = array[array.rindex(raw[-1]) + len(raw[-1]) : -1]
    separator = "," + (before if "\n" in before else " ")
    if len(raw) > 1:
        first_end = 1 + len(before) + len(raw[0])
        separator = array[first_end : array.index(raw[1], first_end)]
    return "[" + before + separator.join(items) + after + "]"


def _split_lines(source: str) -> list[str]:
    lines = source.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _with_line_ends(source: str, old: str) -> str:
    return source.replace("\n", "\r\n") if "\r\n" in old else source
