"""A session says of each version of a notebook what a fresh check says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import nb2pipe.service as service
from nb2pipe.service.session import CheckSession
from tests.conftest import notebook_json

_CELLS = st.sampled_from((
    "x = [1]", "x.append(2)", "y = x", "y.append(x)", "import pandas as pd\ndf = pd.DataFrame({'a': x})",
    "df['b'] = df.a", "def f(v):\n    x.append(v)\n    return v", "f(3)", "del y", "for n in x:\n    total = n",
    "%time z = 1", "!ls $z", "class Box:\n    def __init__(self, v):\n        self.v = v", "b = Box(x)\nb.v.append(1)",
    "print(undefined)", "if x:\n    y = 2", "def broken(", "", "# only a comment", "g = (v for v in x)", "list(g)",
    "from sklearn.preprocessing import StandardScaler\nX = StandardScaler().fit_transform(df[['a', 'b']])",
    "from sklearn.model_selection import train_test_split\na, c = train_test_split(X)", "model.fit(df[['a', 'b']], df['b'])",
    "path = '/home/me/x.csv'", "x += [1]  # nb2pipe: ignore[NB201]", "def late():\n    global x\n    x = missing",
))  # fmt: skip


@given(
    st.lists(_CELLS, min_size=1, max_size=7),
    st.lists(st.tuples(st.sampled_from(("replace", "insert", "delete")), st.integers(0, 99), _CELLS), max_size=4),
)
@settings(deadline=None, max_examples=60)
def test_session_says_what_a_fresh_check_says_after_every_edit(
    cells: list[str], edits: list[tuple[str, int, str]]
) -> None:
    session = CheckSession()
    versions = [list(cells)]
    for kind, place, text in edits:
        cells = list(cells)
        at = place % (len(cells) or 1)
        cells[at : at if kind == "insert" else at + 1] = [] if kind == "delete" else [text]
        versions.append(cells)
    for version in versions:
        document = notebook_json(*version)
        assert session.check(document).to_dict() == service.check(document).to_dict()


def test_equal_cells_have_trees_of_their_own() -> None:
    session = CheckSession()
    for document in (notebook_json("a", "a"), notebook_json("b = 1", "a", "a")):
        assert session.check(document).to_dict() == service.check(document).to_dict()
