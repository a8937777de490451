from __future__ import annotations

import pytest

from nb2pipe.syntax.statements import read_source_text, top_level_of


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("", []),
        ("# one\na = 1; b = 2  # two", ["# one\na = 1", "b = 2  # two"]),
        ("s = 'ä'; t = [\n    1,\n]; u = 2", ["s = 'ä'", "t = [\n1,\n]", "u = 2"]),
        ("a = '''\n  x'''; b = 1;", ["a = '''\n  x'''", "b = 1;"]),
    ],
)
def test_statements_that_share_lines_have_each_their_own_text(text: str, statements: list[str]) -> None:
    source = read_source_text(text)
    assert source is not None
    assert [each.text for each in top_level_of(source)] == statements
