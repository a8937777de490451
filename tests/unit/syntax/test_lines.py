from __future__ import annotations

import pytest

from nb2pipe.syntax import parse_notebook
from nb2pipe.syntax.lines import on_own_line
from nb2pipe.syntax.locate import span_of
from tests.support.notebooks import make_notebook


@pytest.mark.parametrize(
    "source",
    [
        "a = 1; b = 2 ;c = 3",
        "# above\nimport os;  a = 1; b = 2  # behind\n# next\nif a: c = 3; d = 4",
        "é = 1; x = 2 ; \nk = 'a;b';",
        "x = 1;",
        "if True:\n    a = 1; b = 2",
    ],
)
def test_splitting_changes_no_character(source: str) -> None:
    (parsed,) = parse_notebook(make_notebook(source)).cells
    assert parsed.module is not None
    assert parsed.module.code == source


def test_each_statement_knows_its_place_and_can_stand_alone() -> None:
    (parsed,) = parse_notebook(make_notebook("x = 0\nimport os; a = 1; b = 2  # both")).cells
    assert parsed.module is not None
    found = [(span_of(parsed, s).start.line, span_of(parsed, s).start.column) for s in parsed.module.body]
    assert found == [(1, 0), (2, 0), (2, 11), (2, 18)]
    alone = [parsed.module.code_for_node(on_own_line(s)) for s in parsed.module.body]
    assert alone == ["x = 0\n", "import os\n", "a = 1\n", "b = 2  # both\n"]
