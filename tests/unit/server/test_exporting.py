"""A saved notebook becomes a package below the server's root, or a refusal with its reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import notebook_json
from tests.unit.server.conftest import Ask

PIPELINE = (
    ("test_size = 0.25  # share of the rows\nlabel = 'y'", ["parameters"]),
    ("rows = list(range(8))", ["step:data"]),
    ("cut = int(len(rows) * test_size)\nscore = sum(rows[cut:])", ["step:train"]),
)


@pytest.fixture
def saved(jp_root_dir: Path) -> Path:
    """A notebook below the server's root."""
    folder = jp_root_dir / "work"
    folder.mkdir()
    path = folder / "small.ipynb"
    path.write_text(json.dumps(notebook_json(*PIPELINE)))
    return path


async def test_preview_writes_nothing(ask: Ask, saved: Path) -> None:
    status, answer = await ask("POST", "export/preview", {"path": "work/small.ipynb"})
    assert (status, answer["kind"]) == (200, "preview")
    assert answer["directory"] == "work/small"
    assert {file["status"] for file in answer["files"]} == {"added"}
    assert [step["cells"] for step in answer["steps"]] == [["c1"], ["c2"]]
    assert answer["parameters"] == ["test_size", "label"]
    assert list(saved.parent.iterdir()) == [saved]


async def test_export_writes_the_package_and_a_second_preview_merges_edits(ask: Ask, saved: Path) -> None:
    status, answer = await ask("POST", "export", {"path": "work/small.ipynb"})
    assert (status, answer["kind"]) == (200, "exported")
    assert "work/small/pipeline.json" in answer["files"]
    assert all((saved.parent.parent / file).is_file() for file in answer["files"])
    step = saved.parent / "small" / "src" / "small" / "steps" / "data.py"
    step.write_text(step.read_text() + "# mine\n")
    changed = ("score = sum(rows[cut:]) + 1", "score = sum(rows[cut:])")
    saved.write_text(saved.read_text().replace(changed[1], changed[0]))
    _, again = await ask("POST", "export/preview", {"path": "work/small.ipynb"})
    files = {file["path"]: file for file in again["files"]}
    assert (files["src/small/steps/data.py"]["status"], files["src/small/steps/data.py"]["diff"]) == ("edited", "")
    assert files["src/small/steps/train.py"]["status"] == "changed"
    assert "+    score = sum(rows[cut:]) + 1" in files["src/small/steps/train.py"]["diff"]
    assert (again["previous_version"], again["version"], again["bump"]) == ("0.1.0", "0.1.1", "patch")
    assert again["differences"]


async def test_refusal_is_no_error(ask: Ask, saved: Path) -> None:
    saved.write_text(json.dumps(notebook_json(("score = missing + 1", ["step:train"]))))
    for route in ("export", "export/preview", "parameters"):
        status, answer = await ask("POST", route, {"path": "work/small.ipynb"})
        assert (status, answer["kind"]) == (200, "refusal")
        assert {finding["cell"] for finding in answer["findings"]} == {"c0"}
        assert answer["message"].startswith("work/small.ipynb: ")


async def test_problems_speak_of_no_options_of_the_command_line(ask: Ask, saved: Path) -> None:
    (saved.parent / "mine").mkdir()
    (saved.parent / "mine" / "notes.txt").write_text("mine")
    requests = {
        "work/mine is not empty and no earlier export": {"directory": "work/mine"},
        "'no name!' is no name for a Python package": {"name": "no name!"},
        "a package named 'json' would hide Python's or another one": {"name": "json"},
    }
    for problem, request in requests.items():
        status, answer = await ask("POST", "export/preview", {"path": "work/small.ipynb", **request})
        assert (status, answer["message"]) == (400, problem)


async def test_export_never_follows_a_link_out_of_the_root(ask: Ask, saved: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (saved.parent / "small").symlink_to(outside)
    status, answer = await ask("POST", "export", {"path": "work/small.ipynb"})
    assert (status, answer["reason"]) == (400, "usage")
    status, _ = await ask("POST", "export", {"path": "work/small.ipynb", "directory": "work/small"})
    assert status == 404
    (saved.parent / "small").unlink()
    (saved.parent / "small").mkdir()
    (saved.parent / "small" / "src").symlink_to(outside)
    status, answer = await ask("POST", "export", {"path": "work/small.ipynb"})
    assert (status, answer["reason"]) == (400, "usage")
    assert str(tmp_path) not in answer["message"]
    assert not list(outside.iterdir())


async def test_parameters_of_a_notebook_and_of_its_package_are_the_same_fields(ask: Ask, saved: Path) -> None:
    await ask("POST", "export", {"path": "work/small.ipynb"})
    _, of_notebook = await ask("POST", "parameters", {"path": "work/small.ipynb"})
    _, of_package = await ask("POST", "parameters", {"path": "work/small"})
    (first, *_) = of_notebook["parameters"]
    assert first == {
        "name": "test_size",
        "annotation": "float",
        "field": "number",
        "optional": False,
        "default": "0.25",
        "value": 0.25,
        "comment": "share of the rows",
    }
    assert [given["name"] for given in of_package["parameters"]] == [
        given["name"] for given in of_notebook["parameters"]
    ]


async def test_a_file_that_is_no_notebook_is_unreadable(ask: Ask, saved: Path) -> None:
    saved.write_text("{")
    status, answer = await ask("POST", "export", {"path": "work/small.ipynb"})
    assert (status, answer["reason"]) == (422, "unreadable")
