from __future__ import annotations

from nb2pipe.service.related_lines import origin_of

SOURCES = {1: "a = draw()\nb = other()", 3: "c = a + 1\nc.append(\n    b)\nd = 5"}


def test_origin_is_what_binds_or_changes_a_variable_or_what_it_is_made_of() -> None:
    found = origin_of("c", SOURCES)
    assert found is not None
    assert found.lines == {(1, 1), (1, 2), (3, 1), (3, 2), (3, 3)}
    assert found.names == {"a", "b", "c", "draw", "other"}
    other = origin_of("d", SOURCES)
    assert other is not None
    assert other.lines == {(3, 4)}


def test_code_with_magics_says_nothing() -> None:
    assert origin_of("x", {0: "%time x = 1"}) is None
