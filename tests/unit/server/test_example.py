"""Who has no notebook gets one that works."""

from __future__ import annotations

from pathlib import Path

from nb2pipe import check
from nb2pipe.service.converting import convert
from nb2pipe.service.example import copy_example
from tests.unit.server.conftest import Ask


async def test_example_is_copied_once_and_never_over_somebodys_work(ask: Ask, jp_root_dir: Path) -> None:
    status, answer = await ask("POST", "example", {})
    assert (status, answer) == (200, {"path": "nb2pipe-example/penguin_mass.ipynb"})
    notebook = jp_root_dir / answer["path"]
    notebook.write_text("mine")
    assert await ask("POST", "example", {}) == (200, answer)
    assert notebook.read_text() == "mine"


async def test_example_goes_nowhere_else(ask: Ask, jp_root_dir: Path, tmp_path: Path) -> None:
    (jp_root_dir / "nb2pipe-example").symlink_to(tmp_path / "elsewhere")
    status, _ = await ask("POST", "example", {})
    assert status == 400
    status, _ = await ask("POST", "example", {"directory": "../elsewhere"})
    assert status == 404
    assert not (tmp_path / "elsewhere").exists()


def test_example_is_clean_and_converts(tmp_path: Path) -> None:
    notebook = str(copy_example(tmp_path))
    assert not check(notebook).findings
    assert [step.name for step in convert(notebook).plan.steps] == ["data", "feature", "train", "serve"]
