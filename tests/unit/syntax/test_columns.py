"""Ranges in a cell's source, counted in code points, whatever stands before them."""

from __future__ import annotations

import unicodedata

import libcst as cst
import pytest

from nb2pipe.model.findings import Span
from nb2pipe.syntax import parse_notebook
from nb2pipe.syntax.columns import in_source
from nb2pipe.syntax.locate import span_of
from nb2pipe.syntax.walk import walk
from tests.support.notebooks import analysis_of, make_notebook


def spans_of(source: str, name: str) -> list[Span]:
    """Where the name is used, by the tree."""
    (parsed,) = parse_notebook(make_notebook(source)).cells
    assert parsed.module is not None
    nodes = [node for node in walk(parsed.module) if isinstance(node, cst.Name) and node.value == name]
    return [span_of(parsed, node) for node in nodes]


def text_at(source: str, span: Span) -> str:
    lines = source.replace("\r\n", "\n").split("\n")
    assert span.start.line == span.end.line
    return lines[span.start.line - 1][span.start.column : span.end.column]


@pytest.mark.parametrize(
    "before",
    ["'e\u0301'; ", "'\U0001f600'; ", "'\U0001f468\u200d\U0001f469';\t", "e\u0301 = 1; ", "ﬁ = 1; ", "\ufeff'a'; ",
     "\f'a'; ", "'a\tb';\t", "'''a\r\nb'''; ", "# \u2028\n", "%time ", "%%time ", "x = %time ", "if True:\n    %time x = "],
)  # fmt: skip
@pytest.mark.parametrize("name", ["plain", "u\u0301nder", "\U0001d518x"])
def test_name_is_found_where_it_is_written(before: str, name: str) -> None:
    source = f"{before}{name}"
    (span,) = spans_of(source, unicodedata.normalize("NFKC", name))
    assert text_at(source, span) == name


@pytest.mark.parametrize("source", ["!echo {name} > a", "files = !ls {name}", "%cd {name}"])
def test_name_in_a_shell_line_is_found_in_it(source: str) -> None:
    (span,) = spans_of(source, "name")
    assert text_at(source, span) == "name"


def test_code_that_is_not_in_the_source_is_the_whole_line() -> None:
    (span,) = spans_of("!make all", "shell")
    assert text_at("!make all", span) == "!make all"


def test_range_over_several_lines_keeps_its_ends() -> None:
    source = "e\u0301 = f(1,\n  e\u0301)"
    (parsed,) = parse_notebook(make_notebook(source)).cells
    assert parsed.module is not None
    (call,) = [node for node in walk(parsed.module) if isinstance(node, cst.Call)]
    span = span_of(parsed, call)
    assert (span.start.column, span.end.line, span.end.column) == (5, 2, 5)


def test_form_feed_at_the_start_of_a_line_is_no_indentation() -> None:
    assert analysis_of("\fx = 1\n\f\ny = x").cells[0].defs == ("x", "y")


def test_same_text_is_the_same_range() -> None:
    (span,) = spans_of("x", "x")
    assert in_source(span, "x", "x") is span
