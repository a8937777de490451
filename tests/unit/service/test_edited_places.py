from __future__ import annotations

import pytest

from nb2pipe.service.edited_places import edited_place

EXPORTED = '''"""Steps."""

LIMIT = 3


def helper(x):
    return x


def first(a: int) -> int:
    """Make."""
    b = a + 1
    return helper(b)


def second(a):
    return a
'''


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("b = a + 1", "b = a + 2", "line 12: b = a + 2"),
        ("    return helper(b)", "    b *= 2\n    return helper(b)", "line 13: b *= 2"),
        ("LIMIT = 3", "LIMIT = 4", "line 3: LIMIT = 4"),
        ("    return x\n", "    return -x\n", "line 7: return -x"),
        ("    return a\n", "    return -a\n", None),
        ("a: int", "a: float", ""),
        ("def second(a):", "def second(a:", ""),
    ],
    ids=["statement", "new statement", "constant", "helper", "another step", "annotation", "no Python"],
)
def test_edit_is_located_where_the_step_feels_it(old: str, new: str, place: str | None) -> None:
    current = EXPORTED.replace(old, new)
    assert current != EXPORTED
    assert edited_place(current, EXPORTED, function="first", others=["first", "second"]) == place


@pytest.mark.parametrize(
    ("variable", "place"),
    [("b", "line 12: b = a + 2"), ("c", "line 13: c = 3"), ("d", "line 12: b = a + 2")],
)
def test_of_several_edits_the_one_that_names_the_variable_is_told(variable: str, place: str) -> None:
    current = EXPORTED.replace("    b = a + 1\n", "    b = a + 2\n    c = 3\n")
    assert edited_place(current, EXPORTED, function="first", others=["second"], variable=variable) == place
