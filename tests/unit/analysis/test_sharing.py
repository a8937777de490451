"""Variables that lead to an object, known from cell to cell, are those that are found by looking anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pipe.analysis import analyze
from nb2pipe.analysis.cells.interpreter import follow_cell, new_machine
from nb2pipe.analysis.state.sharing import Holders
from nb2pipe.analysis.state.surroundings import Surroundings
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import VarName
from nb2pipe.model.names import Vocabulary
from nb2pipe.service.source import load_notebook
from nb2pipe.syntax import parse_notebook
from tests.conftest import notebook_json

_CELLS = (
    "a = []", "b = [a]", "c = {'k': b}", "a.append(b)", "b.append(c)", "a = b", "c = [a, b]", "d = a", "d = [d]", "del b",
    "if a:\n    b = d", "import pandas as pd\nf = pd.DataFrame()", "g = f['x']", "f['y'] = 1", "for v in c:\n    e = v",
    "def h(v):\n    a.append(v)\n    return [v]", "e = h(d)", "class K:\n    pass", "k = K()\nk.own = a", "a = k", "f = g",
    "a = a + [b]", "c = [*c, a]", "import lib\na = lib.f(a)", "a, b = b, a", "import os\nb = os.environ",
)  # fmt: skip


def _parsed(*sources: str) -> ParsedNotebook:
    return parse_notebook(load_notebook(notebook_json(*sources)))


@given(st.lists(st.sampled_from(_CELLS), min_size=3, max_size=16))
@settings(deadline=None, max_examples=200)
def test_what_is_known_of_earlier_cells_is_what_looking_anew_finds(sources: list[str]) -> None:
    machine = new_machine(Surroundings())
    holders = Holders(machine)
    for position, parsed in enumerate(_parsed(*sources).code()):
        follow_cell(machine, parsed, position, holders)
        anew = Holders(machine)
        for obj in machine.made.values():
            assert holders.names_above(obj) == anew.names_above(obj)


def test_variables_that_share_an_object_are_told_name_by_name() -> None:
    shared = analyze(_parsed("a = []", "b = [a]", "c = [b]")).cells[2].writes["c"].shares_with
    assert shared == {"a", "b"}
    assert hash(shared) == hash(frozenset({"a", "b"}))
    assert "c" not in shared
    assert shared & {"a", "z"} == {"a"}
    assert repr(shared) == "Names(['a', 'b'])"


class _Asked(Vocabulary):
    """Counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def bit(self, name: VarName) -> int:
        self.times += 1
        return super().bit(name)


def test_what_a_name_holds_again_is_not_asked_for_anew() -> None:
    machine = new_machine(Surroundings())
    machine.vocabulary = asked = _Asked()
    holders = Holders(machine)
    for position, parsed in enumerate(_parsed("rows = []", *["rows = rows + [[1]]"] * 50).code()):
        follow_cell(machine, parsed, position, holders)
    assert asked.times < 20 * 50
