from __future__ import annotations

import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from nb2pipe.model.findings import WHOLE_CELL, Position, Span
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType
from nb2pipe.syntax import parse_cell
from nb2pipe.syntax.locate import span_of
from nb2pipe.syntax.walk import walk


def test_span_counts_lines_from_one_and_columns_from_zero() -> None:
    parsed = parse_cell(Cell(0, CellId("c0"), CellType.CODE, "x = 1\nfoo(a,\n    b)\n"))
    assert parsed.module is not None
    line = parsed.module.body[1]
    assert span_of(parsed, line) == Span(Position(2, 0), Position(3, 6))


def test_span_after_a_magic_is_that_of_the_notebook() -> None:
    parsed = parse_cell(Cell(0, CellId("c0"), CellType.CODE, "%%time\nx = 1\ny = 2"))
    assert parsed.module is not None
    assert span_of(parsed, parsed.module.body[-1]).start == Position(3, 0)


def test_unknown_node_is_the_whole_cell() -> None:
    parsed = parse_cell(Cell(0, CellId("c0"), CellType.CODE, "x = 1"))
    broken = parse_cell(Cell(1, CellId("c1"), CellType.CODE, "x = ("))
    other = parse_cell(Cell(2, CellId("c2"), CellType.CODE, "y = 2"))
    assert other.module is not None
    assert span_of(parsed, None) == span_of(broken, other.module) == span_of(parsed, other.module.body[0]) == WHOLE_CELL


@pytest.mark.parametrize(
    "source",
    [
        "x = 1  # why\n\n\ny = (x +\n     2)\n",
        "@d\n\n# above\ndef f(a, *b: int, c=(1, 2)) -> None:\n    'Say.'\n\n    return [v for v in b if v]\n",
        "class A(B):\n    x: int = 1\n\nif a: pass\nelif b:\n    pass\nelse:\n    pass\n",
        "try:\n    a; b\nexcept (E, F) as e:\n    raise\nfinally:\n    del x, y\n",
        "with a as b, \\\n     c:\n    d[1:2, ...] = f'{x!r:>{w}} {{}}'\n",
        "match p:\n    case [1, *rest] | {'k': v}:\n        pass\n",
        "text = '''a\nb''' 'c'\nasync def g():\n\tawait h\n",
    ],
)
def test_spans_are_those_of_libcst(source: str) -> None:
    parsed = parse_cell(Cell(0, CellId("c0"), CellType.CODE, source))
    assert parsed.module is not None
    known = MetadataWrapper(parsed.module, unsafe_skip_copy=True).resolve(PositionProvider)
    for node in list(walk(parsed.module))[1:]:
        start, end = known[node].start, known[node].end
        assert span_of(parsed, node) == Span(Position(start.line, start.column), Position(end.line, end.column))
