from __future__ import annotations

import libcst as cst
import pytest

from nb2pipe.syntax.plain_values import is_plain


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("size = 3", True),
        ("folder = os.path.join('data', 'raw')", True),
        ("model = folder.joinpath('model.pkl')", True),
        ("start: dt.date = dt.date(2020, 1, 1)", True),
        ("end = pd.Timestamp('2021-01-01')", True),
        ("home = os.environ.get('HOME', '.')", True),
        ("df = pd.read_csv('a.csv')", False),
        ("squares = [n * n for n in range(3)]", False),
        ("print(size)", False),
    ],
)
def test_a_plain_value_is_only_written_down(code: str, *, expected: bool) -> None:
    assert is_plain(cst.parse_module(code).body[0]) is expected
