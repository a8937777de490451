from __future__ import annotations

import click

from nb2pipe.cli.findings import render_finding, render_summary
from nb2pipe.model.findings import Finding, Position, Severity, Span
from nb2pipe.model.ids import CellId, RuleCode
from nb2pipe.model.notebook import Cell, CellType, Notebook


def notebook(source: str) -> Notebook:
    return Notebook("nb.ipynb", (Cell(0, CellId("a"), CellType.CODE, source),))


def finding(start: tuple[int, int], end: tuple[int, int], severity: Severity = Severity.ERROR) -> Finding:
    span = Span(Position(*start), Position(*end))
    return Finding(RuleCode("NB101"), "use-before-definition", severity, 0, span, "x is used", "define x above")


def render(source: str, start: tuple[int, int], end: tuple[int, int]) -> str:
    return click.unstyle(render_finding(finding(start, end), notebook(source)))


def test_caret_stands_under_the_span() -> None:
    assert render("a = 1\ny = xyz + 1", (2, 4), (2, 7)) == (
        "nb.ipynb: cell 0, line 2: error NB101 use-before-definition: x is used\n"
        "  2 | y = xyz + 1\n"
        "    |     ^^^\n"
        "    = define x above"
    )


def test_caret_stands_under_the_span_after_tabs_wide_and_combining_letters() -> None:
    assert "\n    |    ^\n" in render("\t\t\tx", (1, 3), (1, 4))
    assert f"| {' ' * 9}^\n" in render('"分析" + x', (1, 7), (1, 8))
    assert "\n    |     ^\n" in render("e\u0301 = x", (1, 5), (1, 6))
    assert "\n    |    ^\n" in render("'\u0e01\u0e34'x", (1, 4), (1, 5))


def test_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert "\n    |   ^^^\n" in render("f(abc\n  )", (1, 2), (2, 3))


def test_span_outside_the_cell_shows_no_source() -> None:
    assert render("x", (9, 0), (9, 1)).count("\n") == 1


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in render("x = '\x1b[31m'", (1, 0), (1, 1))


def test_summary_counts_by_severity() -> None:
    spans = ((1, 0), (1, 1))
    assert render_summary([]) == "no findings"
    assert render_summary([finding(*spans)] * 2 + [finding(*spans, Severity.INFO)]) == "2 errors, 1 info"


def test_long_line_is_shown_around_its_span() -> None:
    source = "x = [" + "1, " * 2000 + "missing, " + "2, " * 2000 + "]"
    column = source.index("missing")
    _, shown, carets, _ = render(source, (1, column), (1, column + 7)).split("\n")
    assert len(shown) < 200
    assert shown.startswith("  1 | …")
    assert shown.endswith("…")
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "missing"
