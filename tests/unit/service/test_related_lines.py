from __future__ import annotations

from nb2pipe.service.related_lines import related_lines

SOURCE = """a = draw()
b = other()
c = a + 1
c.append(
    b)
d = 5"""


def test_lines_that_bind_or_change_a_variable_or_what_it_is_made_of() -> None:
    assert related_lines(SOURCE, "c") == {1, 2, 3, 4, 5}
    assert related_lines(SOURCE, "a") == {1}
    assert related_lines(SOURCE, "d") == {6}


def test_code_with_magics_says_nothing() -> None:
    assert related_lines("%time x = 1", "x") is None
