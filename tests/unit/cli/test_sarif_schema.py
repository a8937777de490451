"""Logs against the schema that SARIF's standard has for them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from nb2pipe import service
from nb2pipe.cli.sarif import to_sarif
from nb2pipe.hazards import RULES
from nb2pipe.hazards.rule import Example

#: Comes with the packages that the extension is built and tested with (`npm ci`).
_SCHEMA = Path(__file__).parents[3] / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"

pytestmark = pytest.mark.skipif(not _SCHEMA.is_file(), reason="the schema is an npm package: run `npm ci`")


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    definition = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    Draft4Validator.check_schema(definition)
    return Draft4Validator(definition, format_checker=Draft4Validator.FORMAT_CHECKER)


def faults(schema: Draft4Validator, *paths: str | Path) -> list[str]:
    """What is wrong with the log of these notebooks, each with its place in the log."""
    log = json.loads(json.dumps(to_sarif(service.check_all([str(path) for path in paths], locate=True))))
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(log)]


def write(path: Path, example: Example) -> Path:
    cells = [
        {"cell_type": "markdown", "id": f"c{index}", "metadata": {"tags": list(cell.tags)}, "source": cell.source}
        if cell.is_markdown
        else {
            "cell_type": "code",
            "id": f"c{index}",
            "metadata": {"tags": list(cell.tags)},
            "source": cell.source,
            "outputs": [],
            "execution_count": cell.count,
        }
        for index, cell in enumerate(example)
    ]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_findings_of_every_rule_make_a_valid_log(schema: Draft4Validator, tmp_path: Path) -> None:
    paths = [
        write(tmp_path / f"{rule.code} {number}.ipynb", example)
        for rule in RULES.values()
        for number, example in enumerate(rule.INVALID)
    ]
    assert faults(schema, *paths) == []


@pytest.mark.parametrize(
    "name", ["a b#c?d%e.ipynb", "é\u0301 \U0001f600 نص.ipynb", "a:b.ipynb", "-.ipynb", os.fsdecode(b"\xff.ipynb")]
)
@pytest.mark.parametrize("is_relative", [False, True])
def test_any_file_name_makes_a_valid_log(
    schema: Draft4Validator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_relative: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / name, RULES["NB102"].INVALID[0])
    assert faults(schema, path.name if is_relative else path) == []


def test_log_without_findings_is_valid(schema: Draft4Validator, tmp_path: Path) -> None:
    assert faults(schema, write(tmp_path / "empty.ipynb", ())) == []


def test_log_of_notebooks_that_cannot_be_read_is_valid(schema: Draft4Validator, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{", encoding="utf-8")
    assert faults(schema, broken, tmp_path / "absent.ipynb") == []


def test_schema_finds_what_is_wrong(schema: Draft4Validator) -> None:
    assert list(schema.iter_errors({"version": "2.1.0", "runs": [{"tool": {}, "results": [{"message": "text"}]}]}))
