"""A second look at a notebook costs little and sees the same."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from nb2pipe.service import desk as desk_module
from nb2pipe.service.desk import Desk
from nb2pipe.service.looking import analyze_notebook, find_all_hazards
from nb2pipe.service.source import load_notebook
from tests.conftest import notebook_json


def test_only_changed_cells_are_parsed_again() -> None:
    desk = Desk()
    first, _, _ = desk.analyze(load_notebook(notebook_json("x = 1", "y = x", "y = x")))
    second, _, _ = desk.analyze(load_notebook(notebook_json("x = 1", "y = x + 1", "y = x")))
    assert first.cells[0].module is second.cells[0].module
    assert first.cells[1].module is not second.cells[1].module
    assert second.cells[1].module is not second.cells[2].module


def test_cells_that_moved_keep_their_trees_but_not_their_facts(examples: Path) -> None:
    desk = Desk()
    notebook = load_notebook(examples / "penguins_classification.ipynb")
    desk.analyze(notebook)
    cells = [dataclasses.replace(cell, index=index) for index, cell in enumerate(reversed(notebook.cells))]
    turned = dataclasses.replace(notebook, cells=tuple(cells))
    parsed, analysis, _ = desk.analyze(turned)
    expected = analyze_notebook(turned)
    assert analysis.edges == expected[1].edges
    assert find_all_hazards(parsed, analysis) == find_all_hazards(*expected)


def test_what_is_not_looked_at_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "_MOST_CHARACTERS", 20)
    desk = Desk()
    for number in range(100):
        desk.analyze(load_notebook(notebook_json(f"x = {number}", "y = x")))
    assert len(desk._trees) <= 4


def test_the_names_behind_a_star_are_looked_up_again_after_a_while(tmp_path: Path) -> None:
    now = 0.0
    desk = Desk(clock=lambda: now)
    notebook = dataclasses.replace(
        load_notebook(notebook_json("from mine import *", "b = a")), path=str(tmp_path / "nb.ipynb")
    )
    module = tmp_path / "mine.py"
    module.write_text("a = 1")
    assert desk.analyze(notebook)[2] == {"mine": {"a"}}
    module.write_text("a = b = 1")
    assert desk.analyze(notebook)[2] == {"mine": {"a"}}
    now = 60.0
    assert desk.analyze(notebook)[2] == {"mine": {"a", "b"}}


def test_shell_lines_mean_what_the_names_of_the_notebook_make_them_mean() -> None:
    desk = Desk()
    for first in ("name = 'a'", "other = 'a'", "name = 'a'"):
        notebook = load_notebook(notebook_json(first, "!echo {name}\nfiles = !ls $name"))
        parsed, analysis, _ = desk.analyze(notebook)
        expected = analyze_notebook(notebook)
        assert analysis.edges == expected[1].edges
        assert find_all_hazards(parsed, analysis) == find_all_hazards(*expected)
