"""Bytes of a notebook and new sources -> the same bytes but for these sources."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nb2pipe.reading.spans import Member, find_cells, find_elements, find_members
from nb2pipe.reading.text import decode_text


def with_sources(data: bytes, sources: Mapping[int, str]) -> bytes:
    """Give cells (by index) these sources and keep every other byte; lines that stay keep their very spelling.

    The data must be a notebook that `read_notebook` accepts; an index without a cell is an IndexError.
    """
    file = decode_text(data)
    text = file.text
    cells = find_cells(text)
    edits = [(_source_of(text, cells[index]), sources[index]) for index in sorted(sources)]
    for member, source in sorted(edits, key=lambda edit: -edit[0].value_start):
        has_crlf = "\\r\\n" in text[member.value_start : member.value_end]
        value = _render(text, member, source.replace("\n", "\r\n") if has_crlf else source)
        text = text[: member.value_start] + value + text[member.value_end :]
    return file.to_bytes(text) if edits else data


def _source_of(text: str, cell: int) -> Member:
    members = find_members(text, cell)
    return members["source"] if "source" in members else members["input"]


def _render(text: str, member: Member, source: str) -> str:
    if text[member.value_start] != "[":
        return _spelled(source, text[member.value_start : member.value_end])
    starts = list(find_elements(text, member.value_start))
    raw = [_element(text, start) for start in starts]
    known = {json.loads(each): each for each in raw}
    items = [known.get(line) or _spelled(line, "".join(raw)) for line in source.splitlines(keepends=True)]
    if not starts:
        return "[" + ", ".join(items) + "]"
    opening = text[member.value_start : starts[0]]
    between = text[starts[0] + len(raw[0]) : starts[1]] if len(starts) > 1 else "," + opening[1:]
    closing = text[starts[-1] + len(raw[-1]) : member.value_end]
    return opening + between.join(items) + closing if items else "[]"


def _element(text: str, start: int) -> str:
    end: int = json.JSONDecoder().raw_decode(text, start)[1]
    return text[start:end]


def _spelled(line: str, like: str) -> str:
    """A JSON string, with characters beyond ASCII as the text that it resembles has them."""
    return json.dumps(line, ensure_ascii="\\u" in like and like.isascii())
