"""What each stage makes of two example notebooks, to the byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.service.converting import convert
from tests.support.golden import GOLDEN, check_golden

NOTEBOOKS = ("penguins_classification", "car_mpg_regression")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_findings_facts_and_edges_are_those_on_file(name: str, examples: Path) -> None:
    (checked,) = service.check(examples / f"{name}.ipynb").notebooks
    document = {**checked.to_dict(), "path": f"{name}.ipynb"}
    check_golden(f"{name}.check.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_emitted_steps_are_those_on_file(name: str, examples: Path) -> None:
    files = convert(examples / f"{name}.ipynb").tree.files
    modules = [path for path in sorted(files) if "/steps/" in path]
    check_golden(f"{name}.steps.txt", "".join(f"##### {path}\n{files[path].decode()}" for path in modules))


def test_change_fails_with_a_diff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPDATE_GOLDEN", raising=False)
    stored = (GOLDEN / f"{NOTEBOOKS[0]}.check.json").read_text()
    with pytest.raises(AssertionError, match=r"(?m)^\+one more line$"):
        check_golden(f"{NOTEBOOKS[0]}.check.json", stored + "one more line\n")
