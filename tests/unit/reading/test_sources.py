from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.reading import read_notebook, with_sources
from tests.unit.reading.test_notebooks import V3, V4

LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=5), max_size=4)


def test_only_the_changed_line_changes(examples: Path) -> None:
    for path in sorted(examples.glob("*.ipynb")):
        data = path.read_bytes()
        cell = next(cell for cell in read_notebook(data, "a").code_cells() if cell.source.count("\n") > 2)
        lines = cell.source.split("\n")
        lines[1] += "  # é"
        changed = with_sources(data, {cell.index: "\n".join(lines)})
        assert read_notebook(changed, "a").cells[cell.index].source == "\n".join(lines)
        pairs = zip(data.splitlines(), changed.splitlines(), strict=True)
        assert sum(old != new for old, new in pairs) == 1


def test_same_sources_keep_every_byte(examples: Path) -> None:
    for path in sorted(examples.glob("*.ipynb")):
        data = path.read_bytes()
        assert with_sources(data, {cell.index: cell.source for cell in read_notebook(data, "a").cells}) == data
        assert with_sources(data, {}) is data


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('["a\\n", "b"]', '["a\\n", "x\\n", "b"]'),
        ('[\n   "a\\n",\n   "b"\n  ]', '[\n   "a\\n",\n   "x\\n",\n   "b"\n  ]'),
        ('["\\u0061\\n","b"]', '["\\u0061\\n","x\\n","b"]'),
        ('["a\\nb"]', '["a\\n", "x\\n", "b"]'),
        ('"a\\nb"', '"a\\nx\\nb"'),
        ('["a\\r\\n", "b"]', '["a\\r\\n", "x\\r\\n", "b"]'),
        ("[]", '["a\\n", "x\\n", "b"]'),
    ],
)
def test_new_lines_are_laid_out_as_the_old_ones(source: str, expected: str) -> None:
    text = '{"cells": [{"cell_type": "code", "source": %s}], "nbformat": 4}'
    assert with_sources((text % source).encode(), {0: "a\nx\nb"}).decode() == text % expected


@given(
    document=st.sampled_from([V4, V3]),
    indent=st.sampled_from([None, 1, 2, "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    first=LINES,
    second=LINES,
)
def test_sources_are_read_back_and_nothing_else_changes(
    document: dict[str, object], indent: int | str | None, encoding: str, first: list[str], second: list[str]
) -> None:
    data = json.dumps(document, indent=indent).encode(encoding)
    before = read_notebook(data, "a")
    codes = [cell.index for cell in before.code_cells()]
    sources = dict(zip(codes, ("\n".join(first), "\n".join(second)), strict=False))
    changed = with_sources(data, sources)
    after = read_notebook(changed, "a")
    assert {index: after.cells[index].source for index in sources} == sources
    assert [cell.tags for cell in after.cells] == [cell.tags for cell in before.cells]
    restored = read_notebook(with_sources(changed, {i: before.cells[i].source for i in sources}), "a")
    assert [cell.source for cell in restored.cells] == [cell.source for cell in before.cells]
