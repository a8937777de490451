from __future__ import annotations

import pytest

from nb2pipe.emitters.function_changes import changes_of, says_the_same

OLD = """\
def fit(rows: list) -> int:
    \"\"\"Fit.\"\"\"
    # first
    return len(rows)
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# first", "# first", ()),
        ("# first", "# second", ("comments or layout",)),
        ("    return len(rows)", "\n    return len( rows )", ("comments or layout",)),
        ("Fit.", "Fit well.", ("docstring",)),
        ("rows: list", "rows: list[int]", ("type hints",)),
        ('-> int:\n    """Fit', '-> float:\n    """Count', ("type hints", "docstring")),
        ("rows: list", "rows: list = ()", ("code",)),
        ("len(rows)", "len(rows) + 1", ("code",)),
    ],
)
def test_what_has_changed_is_named(old, new, expected):
    assert changes_of(OLD, OLD.replace(old, new)) == expected


def test_what_cannot_be_compared_is_code():
    assert changes_of(None, OLD) == ("code",)
    assert changes_of("def (", OLD) == ("code",)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("dict", "dict[str, float]", True),
        ("Any", "np.ndarray", True),
        ("list[Any]", "list[int]", True),
        ("dict[str, list]", "dict[str, list[int]]", True),
        ("list[int]", "list[float]", False),
        ("tuple[int, int]", "tuple[int]", False),
        ("np.ndarray", "pd.Series", False),
        ("int", "int | None", False),
        ("int", "not a (hint", False),
    ],
)
def test_hints_that_say_more_are_no_other_types(one, other, expected):
    assert says_the_same(one, other) is expected
    assert says_the_same(other, one) is expected
