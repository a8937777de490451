from __future__ import annotations

import pytest

from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType
from nb2pipe.syntax import parse_cell
from nb2pipe.syntax.nesting import line_of_deep_nesting


@pytest.mark.parametrize("brackets", ["()", "[]", "{}"])
def test_brackets_deeper_than_python_allows_are_found_on_their_line(brackets: str) -> None:
    source = f"x = 1\ny = {brackets[0] * 3000}1{brackets[1] * 3000}"
    assert line_of_deep_nesting(source) == 2


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 200 + "1" + ")" * 200,
        "f(1)\n" * 500,
        "x = '" + "(" * 300 + "'",
        "# " + "(" * 300,
        "x = '''\n" + "(\n" * 300 + "'''",
        "x = '" + "(" * 300 + "\\'" + "(" * 300 + "'",
        'x = """' + "' # (" * 300 + '"""',
    ],
)
def test_what_python_reads_is_not_too_deep(source: str) -> None:
    assert line_of_deep_nesting(source) is None


@pytest.mark.parametrize("prefix", ["f", "Rf", "fr", "F"])
def test_code_within_a_string_counts(prefix: str) -> None:
    assert line_of_deep_nesting(f'y = {prefix}"{{{"(" * 3000}1{")" * 3000}}}"') == 1


def test_a_cell_that_is_too_deep_is_a_fault_and_does_not_end_the_process() -> None:
    parsed = parse_cell(Cell(0, CellId("a"), CellType.CODE, "x = " + "(" * 3000 + ")" * 3000))
    assert parsed.module is None
    assert parsed.fault is not None
    assert parsed.fault.message == "too many nested parentheses"
