from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.reading import read_notebook, with_sources
from tests.conftest import notebook_json

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)


def notebook(sources: list[object], **layout: object) -> bytes:
    document = notebook_json(*("" for _ in sources))
    for cell, source in zip(document["cells"], sources, strict=True):  # type: ignore[call-overload]  # a list of cells
        cell["source"] = source
    return json.dumps(document, **layout).encode()  # type: ignore[arg-type]  # options of `dumps`


def test_lines_that_stay_keep_their_spelling() -> None:
    data = notebook([["a\n", "b = '\u00e9'\n", "c"], ["x"]], indent=1)
    changed = with_sources(data, {0: "a\nnew = '\u00fc'\nb = '\u00e9'"})
    spelled = b'"a\\n",\n    "new = \'\\u00fc\'\\n",\n    "b = \'\\u00e9\'"\n'
    assert spelled in changed
    assert changed.replace(spelled, b"") == data.replace(b'"a\\n",\n    "b = \'\\u00e9\'\\n",\n    "c"\n', b"")


def test_line_ends_of_the_cell_stay() -> None:
    assert b'"source": "b\\r\\nc"' in with_sources(notebook(["a\r\nb"]), {0: "b\nc"})


@pytest.mark.parametrize("source", [[], [""], ["a"], "a"])
@pytest.mark.parametrize("new", ["", "b", "b\nc"])
def test_every_form_of_a_source_can_change(source: object, new: str) -> None:
    assert read_notebook(with_sources(notebook([source, "x"]), {0: new}), "nb").cells[0].source == new


@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS, st.sampled_from([None, 1, 4]), st.booleans(), st.booleans())
def test_a_source_is_read_back_and_nothing_else_changes(
    sources: list[str], new: str, indent: int | None, ascii_only: bool, as_lines: bool
) -> None:
    given_sources = [each.splitlines(keepends=True) if as_lines else each for each in sources]
    data = notebook(list(given_sources), indent=indent, ensure_ascii=ascii_only)
    changed = with_sources(data, {0: new})
    before, after = json.loads(data), json.loads(changed)
    assert "".join(after["cells"][0]["source"]) == new
    after["cells"][0]["source"] = before["cells"][0]["source"]
    assert after == before
    assert with_sources(changed, {0: sources[0]}).count(b"\n") <= data.count(b"\n") + changed.count(b"\n")
