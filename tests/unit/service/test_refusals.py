"""What `export` refuses is an error of `check`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import nb2pipe
from nb2pipe import service
from nb2pipe.model.findings import Severity
from tests.conftest import CellText, WriteNotebook, notebook_json

CELLS = ("k = sorted('ba')", "def f(x, k=k):\n    return [x, *k]", "k = sorted('cab')", "y = f(1)")
TAGS = (["step:data"], [], ["step:feature"], ["step:train"])
TAGGED = notebook_json(*zip(CELLS, TAGS, strict=True))


def test_check_shows_what_only_the_plan_knows() -> None:
    refused = [finding for finding in nb2pipe.check(TAGGED).findings if finding.blocks_export]
    assert [(finding.code, finding.cell, finding.severity) for finding in refused] == [("NB211", 3, Severity.ERROR)]


def test_plan_is_not_asked_about_a_notebook_without_steps() -> None:
    assert not nb2pipe.check(notebook_json(*CELLS)).has_findings(Severity.ERROR)


def test_selection_holds_for_what_the_plan_says() -> None:
    assert service.check(TAGGED, select=["NB1"]).findings == ()
    assert "NB211" not in {finding.code for finding in service.check(TAGGED, ignore=["early-binding"]).findings}


@pytest.mark.parametrize(
    "cells",
    [
        [('d = {\'a\': 1}\nx = f"{d["a"]}"', ["step:data"])],
        ["def same[T](x: T) -> T:\n    return x", ("x = same(1)", ["step:data"])],
    ],
)
def test_syntax_that_this_python_does_not_know_is_a_finding(cells: list[CellText]) -> None:
    # Written for a Python that nobody has yet would be better, but libcst would not parse it either.
    found = nb2pipe.check(notebook_json(*cells)).findings
    assert [finding.code for finding in found if finding.blocks_export] == (
        ["NB001"] if sys.version_info < (3, 12) else []
    )


def test_rules_that_are_off_are_applied_where_they_are_named() -> None:
    document = notebook_json("import math\nprint(math.pi)", "import json\nprint(json)")
    assert service.check(document).findings == ()
    assert {f.code for f in service.check(document, extend=["NB106"]).findings} == {"NB106"}
    assert {f.code for f in service.check(document, select=["late-import"]).findings} == {"NB106"}
    assert {f.code for f in service.check(document, select=["ALL"]).findings} == {"NB106", "NB600"}


def test_folder_may_hold_notebooks_of_other_languages(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    write_notebook("x = 1", name="python.ipynb")
    other = tmp_path / "other.ipynb"
    other.write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "R"}}, "cells": []}')
    report = service.check_all([str(tmp_path)])
    assert (list(report.skipped), report.unreadable) == ([str(other)], {})
    assert list(service.check_all([str(other)]).unreadable) == [str(other)]


def test_pattern_that_no_shell_has_expanded_means_its_files(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook("x = 1", name="a.ipynb")
    report = service.check_all([str(tmp_path / "*.ipynb")])
    assert [checked.notebook.path for checked in report.notebooks] == [str(path)]


def test_module_beside_the_notebook_is_known(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    (tmp_path / "cleaning.py").write_text("")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("")
    (tmp_path / "data").mkdir()
    path = write_notebook("import cleaning\nimport data\nfrom models import *", name="n.ipynb")
    found = [f.message for f in nb2pipe.check(path).findings if f.code == "NB315"]
    assert [message.partition(" ")[0] for message in found] == ["`cleaning`", "`models`"]


def test_path_in_the_notebooks_folder_becomes_relative(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook(f"name = '{tmp_path}/data/a.csv'", name="n.ipynb")
    assert [new.source for _, new in service.fix(path, unsafe=True).changes] == ["name = 'data/a.csv'"]
