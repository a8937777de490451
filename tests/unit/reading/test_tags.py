from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.reading import read_notebook, with_tags
from tests.unit.reading.test_notebooks import V3, V4

TAGS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=3, unique=True).map(tuple)


def test_only_the_lines_of_the_tags_change(examples: Path) -> None:
    for path in sorted(examples.glob("*.ipynb")):
        data = path.read_bytes()
        cell = next(cell for cell in read_notebook(data, "a").code_cells() if not cell.tags)
        changed = with_tags(data, {cell.index: ("step:data", "x")})
        assert json.loads(changed)["cells"][cell.index]["metadata"]["tags"] == ["step:data", "x"]
        assert len(changed.splitlines()) == len(data.splitlines()) + 5
        assert with_tags(changed, {cell.index: ()}) == data


def test_result_is_what_nbformat_would_write(examples: Path) -> None:
    data = (examples / "penguins_classification.ipynb").read_bytes()
    document = json.loads(data)
    document["cells"][1]["metadata"]["tags"] = ["a", "b"]
    expected = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert with_tags(data, {1: ("a", "b")}).decode() == expected


def test_no_tags_for_a_cell_without_metadata_changes_nothing() -> None:
    data = b'{"cells": [{"cell_type": "code"}]}'
    assert with_tags(data, {0: ()}) == data


def test_tags_that_are_there_already_change_nothing() -> None:
    data = json.dumps(V4).encode()
    assert with_tags(data, {1: ("step:data", "mine"), 0: ()}) == data
    assert with_tags(data, {}) is data


def test_other_metadata_keeps_its_text_and_order() -> None:
    data = b'{"cells": [{"cell_type": "code", "metadata": {"z": 1.50, "a": "\\u00e9"}}], "nbformat": 4}'
    expected = data.replace(b'"\\u00e9"}', b'"\\u00e9", "tags": ["x"]}')
    assert with_tags(data, {0: ("x",)}) == expected


@pytest.mark.parametrize("metadata", ["", '"metadata": null, ', '"metadata": {}, '])
def test_missing_metadata_is_added(metadata: str) -> None:
    data = f'{{"cells": [{{"cell_type": "code", {metadata}"source": ""}}], "nbformat": 4}}'.encode()
    assert read_notebook(with_tags(data, {0: ("x",)}), "a").cells[0].tags == ("x",)


def test_bom_line_ends_and_tabs_stay() -> None:
    data = '\ufeff{\r\n\t"cells": [\r\n\t\t{\r\n\t\t\t"cell_type": "code"\r\n\t\t}\r\n\t]\r\n}\r\n'.encode()
    added = b',\r\n\t\t\t"metadata": {\r\n\t\t\t\t"tags": [\r\n\t\t\t\t\t"x"\r\n\t\t\t\t]\r\n\t\t\t}'
    assert with_tags(data, {0: ("x",)}) == data.replace(b'"code"', b'"code"' + added)


@given(
    document=st.sampled_from([V4, V3]),
    indent=st.sampled_from([None, 1, 2, "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    first=TAGS,
    second=TAGS,
)
def test_tags_are_read_back_and_nothing_else_changes(
    document: dict[str, object],
    indent: int | str | None,
    encoding: str,
    first: tuple[str, ...],
    second: tuple[str, ...],
) -> None:
    data = json.dumps(document, indent=indent).encode(encoding)
    changed = with_tags(data, {0: first, 1: second})
    before, after = read_notebook(data, "a"), read_notebook(changed, "a")
    assert (after.cells[0].tags, after.cells[1].tags) == (first, second)
    assert [cell.source for cell in after.cells] == [cell.source for cell in before.cells]
    restored = with_tags(changed, {cell.index: cell.tags for cell in before.cells})
    assert json.loads(restored.decode(encoding)) == json.loads(data.decode(encoding))
