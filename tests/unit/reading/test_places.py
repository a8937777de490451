from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.model.findings import Position, Span
from nb2pipe.reading import find_places, read_notebook

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


@given(
    source=TEXT,
    as_list=st.booleans(),
    indent=st.sampled_from([None, 1, "\t"]),
    ascii_only=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_every_character_is_found_in_the_file(
    source: str, *, as_list: bool, indent: int | str | None, ascii_only: bool, encoding: str, line_end: str
) -> None:
    raw = source.replace("\n", line_end)
    stored = raw.splitlines(keepends=True) if as_list else raw
    cells = [{"cell_type": "markdown", "source": "above\n"}, {"cell_type": "code", "source": stored}]
    data = json.dumps({"cells": cells, "nbformat": 4}, indent=indent, ensure_ascii=ascii_only).encode(encoding)
    cell = read_notebook(data, "a").cells[1]
    places = find_places(data, frozenset({1}))
    lines = data.decode(encoding).split("\n")
    for number, line in enumerate(cell.source.split("\n"), 1):
        for column, character in enumerate(line):
            place = places.find(1, cell.source, Span(Position(number, column), Position(number, column + 1)))
            text = lines[place.start.line - 1][place.start.column - 1 :]
            assert text.startswith(json.dumps(character, ensure_ascii=ascii_only)[1:-1]) or character == "\n"


def test_cell_without_source_is_the_start_of_the_file() -> None:
    data = b'{"cells": [{"cell_type": "code"}, {"cell_type": "code", "source": null}], "nbformat": 4}'
    span = Span(Position(1, 0), Position(1, 0))
    for cell in (0, 1):
        assert find_places(data, frozenset({cell})).find(cell, "", span) == Span(Position(1, 1), Position(1, 1))
