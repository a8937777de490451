"""JSON text -> where its cells, members and values stand, so that a value can be changed in place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Member:
    """`"key": value` in an object; half-open offsets into the text."""

    key: str
    key_start: int
    value_start: int
    value_end: int


def find_members(text: str, start: int) -> dict[str, Member]:
    """The members of the object that opens at `start`; of a repeated key the last, as decoders take it."""
    return {member.key: member for member in _walk_object(text, start)}


def find_elements(text: str, start: int) -> Iterator[int]:
    """Where each element of the array begins that opens at `start`."""
    at = _skip(text, start + 1)
    while text[at] != "]":
        yield at
        at = _skip(text, find_value_end(text, at))
        at = _skip(text, at + 1) if text[at] == "," else at


def find_cells(text: str) -> list[int]:
    """Where each cell of the notebook begins, in document order, worksheets one after the other."""
    notebook = find_members(text, _skip(text, 0))
    if "cells" in notebook and text[notebook["cells"].value_start] == "[":
        return list(find_elements(text, notebook["cells"].value_start))
    sheets = [find_members(text, sheet) for sheet in find_elements(text, notebook["worksheets"].value_start)]
    return [cell for sheet in sheets if "cells" in sheet for cell in find_elements(text, sheet["cells"].value_start)]


def _walk_object(text: str, start: int) -> Iterator[Member]:
    at = _skip(text, start + 1)
    while text[at] != "}":
        key, key_end = _DECODER.raw_decode(text, at)
        value = _skip(text, _skip(text, key_end) + 1)
        end = find_value_end(text, value)
        yield Member(key, at, value, end)
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def find_value_end(text: str, start: int) -> int:
    """Where the value ends that begins at `start`."""
    end: int = _DECODER.raw_decode(text, start)[1]
    return end


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
