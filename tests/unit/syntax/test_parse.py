from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pipe.model.code import ParsedCell
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.syntax import parse_cell, parse_notebook
from tests.support.programs import programs


def parse(source: str, kind: CellType = CellType.CODE) -> ParsedCell:
    return parse_cell(Cell(0, CellId("c0"), kind, source))


def test_python_without_magics_stays_as_it_is() -> None:
    source = "# why\nx = 1  # one\n\n\nif x:\n\ty = 2;\n"
    parsed = parse(source)
    assert parsed.module is not None
    assert parsed.module.code == source
    assert not parsed.magics


def test_modulo_that_looks_like_a_magic_is_python() -> None:
    parsed = parse("a = 7\nb = (a\n%time)")
    assert parsed.module is not None
    assert not parsed.magics


def test_magics_are_replaced_where_the_cell_is_no_python() -> None:
    parsed = parse("%matplotlib inline\nx = 1")
    assert parsed.module is not None
    assert parsed.module.code == "pass\nx = 1"
    assert [magic.name for magic in parsed.magics] == ["%matplotlib"]


@pytest.mark.parametrize("source", ["x = (", "def f(:\n  pass", "for", "x = 1 +", "return = 3", "\tx = 1\n  y = 2"])
def test_cell_that_is_no_python_keeps_its_fault(source: str) -> None:
    parsed = parse(source)
    assert parsed.module is None
    assert parsed.fault is not None
    assert parsed.fault.message
    assert 1 <= parsed.fault.line <= source.count("\n") + 2


def test_fault_stands_at_the_line_of_the_notebook() -> None:
    parsed = parse("%time x = 1\n\ny = = 2")
    assert parsed.fault is not None
    assert parsed.fault.line == 3


@pytest.mark.parametrize("kind", [CellType.MARKDOWN, CellType.RAW])
def test_cells_of_other_types_are_not_parsed(kind: CellType) -> None:
    parsed = parse("not ( python", kind)
    assert parsed.module is None
    assert parsed.fault is None


def test_cells_are_parsed_one_by_one_so_that_one_fault_spoils_one_cell() -> None:
    cells = tuple(Cell(i, CellId(f"c{i}"), CellType.CODE, text) for i, text in enumerate(["x = 1", "x = (", "y = x"]))
    parsed = parse_notebook(Notebook("nb.ipynb", cells))
    assert [cell.cell.index for cell in parsed.code()] == [0, 2]


def test_identifiers_are_compared_in_the_normal_form_of_python() -> None:
    parsed = parse("ﬁle = 1")
    assert parsed.module is not None
    assert parsed.module.code == "file = 1"


@pytest.mark.parametrize(
    "source", ["x = 1\x00", "x = '\ud800'", "x\u2028= 1", "\ufeffx = 1", "x = 1\r\ny = 2", "\f\nx = 1"]
)
def test_odd_characters_give_a_tree_or_a_fault_but_no_traceback(source: str) -> None:
    parsed = parse(source)
    assert (parsed.module is None) == (parsed.fault is not None)


def test_cell_that_is_too_long_is_a_fault() -> None:
    parsed = parse("#" * 2_000_001)
    assert parsed.fault is not None
    assert "longer than" in parsed.fault.message


@given(programs())
def test_tree_of_python_gives_its_source_back(cells: tuple[str, ...]) -> None:
    for source in cells:
        parsed = parse(source)
        assert parsed.module is not None
        assert parsed.module.code == source


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_gives_a_tree_or_a_fault(source: str) -> None:
    parsed = parse(source)
    assert (parsed.module is None) == (parsed.fault is not None)
