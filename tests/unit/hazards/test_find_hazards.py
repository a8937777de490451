"""Findings of whole notebooks: selection, suppression, order; no false errors on notebooks that run."""

from __future__ import annotations

import runpy
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from nb2pipe.analysis import analyze
from nb2pipe.errors import UsageError
from nb2pipe.hazards import find_hazards
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.reading import read_notebook
from nb2pipe.syntax import parse_notebook

ROOT = Path(__file__).resolve().parents[3]
CLEAN = [
    "airport_names", "car_mpg_regression", "co2_forecast", "penguins_classification", "seattle_weather_large",
    "wine_model_comparison",
]  # fmt: skip


def hazards_of(
    notebook: Notebook, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    parsed = parse_notebook(notebook)
    return find_hazards(parsed, analyze(parsed), select=select, ignore=ignore)


def notebook_of(*cells: str, tags: tuple[str, ...] = ()) -> Notebook:
    return Notebook(
        "nb.ipynb",
        tuple(Cell(i, CellId(f"c{i}"), CellType.CODE, source, tags) for i, source in enumerate(cells)),
    )


def hazards_of_example(name: str) -> tuple[Finding, ...]:
    path = ROOT / "example_notebooks" / f"{name}.ipynb"
    return hazards_of(read_notebook(path.read_bytes(), path.name))


@pytest.mark.parametrize("name", CLEAN)
def test_clean_notebook_has_no_error(name: str) -> None:
    assert [finding for finding in hazards_of_example(name) if finding.severity is Severity.ERROR] == []


def test_names_of_a_deleted_cell_are_found() -> None:
    errors = [f for f in hazards_of_example("hidden_state_deleted_cell") if f.severity is Severity.ERROR]
    assert [(f.code, f.cell, f.message.split("`")[1]) for f in errors] == [
        ("NB102", 8, "selected"),
        ("NB102", 12, "threshold"),
        ("NB102", 15, "threshold"),
    ]
    assert all(finding.blocks_export for finding in errors)


def test_order_of_execution_that_differs_is_found() -> None:
    found = hazards_of_example("hidden_state_out_of_order")
    errors = [(f.code, f.cell) for f in found if f.severity is Severity.ERROR]
    assert errors == [("NB101", 5), ("NB110", 5)]
    assert [f.cell for f in found if f.code == "NB110" and "`predictors`" in f.message] == [10, 11]


def test_findings_are_sorted_by_cell_position_and_code() -> None:
    found = hazards_of_example("hidden_state_out_of_order")
    assert list(found) == sorted(found, key=lambda f: (f.cell, f.span, f.code, f.message))


def test_no_finding_stands_twice() -> None:
    found = hazards_of_example("hidden_state_out_of_order")
    assert max(Counter(found).values()) == 1


def test_select_takes_codes_beginnings_and_names() -> None:
    notebook = notebook_of("from math import *\nx = '/home/me/x.csv'", "y = '/home/me/y.csv'")
    assert {f.code for f in hazards_of(notebook, select=("NB305",))} == {"NB305"}
    assert {f.code for f in hazards_of(notebook, select=("NB2",))} == {"NB207"}
    assert {f.code for f in hazards_of(notebook, select=("star-import", "absolute-path"))} == {"NB207", "NB305"}


def test_ignore_outweighs_select() -> None:
    notebook = notebook_of("x = '/home/me/x.csv'")
    assert hazards_of(notebook, select=("NB3",), ignore=("NB305",)) == ()


def test_unknown_selector_is_a_usage_error_with_a_proposal() -> None:
    with pytest.raises(UsageError, match="no rule 'star-imports'; did you mean 'star-import'"):
        hazards_of(notebook_of("x = 1"), select=("star-imports",))


def test_comment_keeps_a_rule_quiet_in_its_cell_only() -> None:
    notebook = notebook_of("x = '/home/me/x.csv'  # nb2pipe: ignore[NB305] demo", "y = '/home/me/y.csv'")
    assert [f.cell for f in hazards_of(notebook, select=("NB305",))] == [1]


def test_comment_cannot_hide_what_makes_conversion_impossible() -> None:
    notebook = notebook_of("y = missing  # nb2pipe: ignore[NB102] trust me", tags=("step:data",))
    assert [f.code for f in hazards_of(notebook, select=("NB102",))] == ["NB102"]


def test_rules_are_quiet_on_a_notebook_without_code() -> None:
    cells = (Cell(0, CellId("a"), CellType.MARKDOWN, "# x = "), Cell(1, CellId("b"), CellType.RAW, "x = ="))
    assert hazards_of(Notebook("nb.ipynb", cells)) == ()


def test_guarded_name_is_not_undefined() -> None:
    for source in (
        "try:\n    fast = fast\nexcept NameError:\n    fast = True",
        "a = x if 'x' in globals() else 0",
        "a = 'x' in globals() and x",
        "if 'x' in dir():\n    print(x)",
    ):
        assert not [f for f in hazards_of(notebook_of(source)) if f.severity is Severity.ERROR], source


def test_names_after_a_broken_cell_are_not_blamed() -> None:
    found = hazards_of(notebook_of("value = = 1", "print(value)", "print(other)"))
    assert [(f.code, f.cell) for f in found if f.severity is Severity.ERROR] == [("NB001", 0), ("NB102", 2)]


def test_untagged_notebook_has_no_findings_about_steps() -> None:
    notebook = notebook_of("rows = (i for i in range(3))", "total = sum(rows)", "print(total)")
    assert [f for f in hazards_of(notebook) if f.severity is Severity.ERROR] == []


def test_docs_pages_are_those_of_the_docstrings() -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "generate_rules.py"))["render_pages"]()
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == pages, "run `python docs/generate_rules.py`"


NEWER = "class Node:\n    def next(self) -> Node: ...\ntry:\n    Node()\nexcept TypeError, ValueError:\n    pass"


@pytest.mark.parametrize(
    ("python", "codes"), [((3, 14), []), ((3, 13), ["NB101", "NB001"]), ((2, 7), ["NB101", "NB001"])]
)
def test_what_is_wrong_depends_on_the_python_of_the_notebook(python: tuple[int, int], codes: list[str]) -> None:
    notebook = replace(notebook_of(NEWER), python=python)
    assert [finding.code for finding in hazards_of(notebook)] == codes


@pytest.mark.parametrize(("python", "severity"), [(None, Severity.WARNING), ((3, 11), Severity.ERROR)])
def test_newer_syntax_is_an_error_where_the_notebook_says_its_python(
    python: tuple[int, int] | None, severity: Severity
) -> None:
    (found,) = hazards_of(replace(notebook_of('a = t"{1}"'), python=python))
    assert (found.code, found.severity) == ("NB001", severity)


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("NB102", ("def load(path):\n    if not path:\n        raise Missing(path)", "load('a')")),
        ("NB104", ("for x in stream():\n    break", "for x in stream():\n    y = x", "print(x)")),
        ("NB301", ("import seaborn as sns\nsns.stripplot(x=[1, 2])",)),
        ("NB307", ("from datetime import datetime\nt0 = datetime.now()\nx = 1\ntook = datetime.now() - t0",)),
    ],
)
def test_what_need_not_happen_or_shows_nothing_but_a_duration_is_less_severe(code: str, cells: tuple[str, ...]) -> None:
    severities = {finding.severity for finding in hazards_of(notebook_of(*cells)) if finding.code == code}
    assert severities == {Severity.WARNING if code == "NB102" else Severity.INFO}


def test_a_value_that_cannot_cross_is_called_what_it_is() -> None:
    source = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.appName('x').getOrCreate()"
    cells = [
        replace(cell, tags=(f"step:{step}",))
        for cell, step in zip(notebook_of(source, "df = spark.read.csv('a.csv')").cells, ("data", "train"), strict=True)
    ]
    (found,) = [f for f in hazards_of(Notebook("nb.ipynb", tuple(cells))) if f.code == "NB205"]
    assert "`spark` is a session of Spark" in found.message
