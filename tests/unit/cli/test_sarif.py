from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel
from sarif_pydantic import Sarif

from nb2pipe import service
from nb2pipe.cli.sarif import to_sarif
from tests.conftest import WriteNotebook

CELLS = ("x = 1", "y = 2\nprint(undefined_é, '/home/me/x')", ("z = 1", ["step:banana"]))


#: Properties of SARIF 2.1.0 (sections 3.14.27 and 3.20.21) that the models leave out.
LEFT_OUT = {"columnKind", "toolExecutionNotifications"}


def log_of(path: Path | str) -> Sarif:
    document = json.loads(json.dumps(to_sarif(service.check_all([str(path)], locate=True))))
    return Sarif.model_validate(document)


def unknown_fields(model: object) -> list[str]:
    """Fields that SARIF does not have; the models take them without a word."""
    if isinstance(model, list):
        return [name for item in model for name in unknown_fields(item)]
    if not isinstance(model, BaseModel):
        return []
    below = [name for field in type(model).model_fields for name in unknown_fields(getattr(model, field))]
    return [*(name for name in model.model_extra or () if name not in LEFT_OUT), *below]


def test_log_is_sarif(examples: Path) -> None:
    for path in sorted(examples.glob("*.ipynb")):
        log = log_of(path)
        assert unknown_fields(log) == []
        assert log.version == "2.1.0"


def test_result_names_the_lines_of_the_file_and_the_cell(write_notebook: WriteNotebook) -> None:
    path = write_notebook(*CELLS)
    (run,) = log_of(path).runs
    assert run.results is not None
    assert run.tool.driver.rules is not None
    lines = path.read_text().split("\n")
    for result in run.results:
        assert result.rule_index is not None
        assert run.tool.driver.rules[result.rule_index].id == result.rule_id
    (undefined,) = [result for result in run.results if result.rule_id == "NB102"]
    assert undefined.locations is not None
    (location,) = undefined.locations
    region = location.physical_location.region
    assert region is not None
    assert region.start_line == region.end_line
    text = lines[region.start_line - 1][region.start_column - 1 : region.end_column - 1]
    assert json.loads(f'"{text}"') == "undefined_é"
    assert location.logical_locations is not None
    assert (location.logical_locations[0].name, location.logical_locations[0].fully_qualified_name) == ("cell 1", "c1")


def test_fingerprint_outlives_a_new_cell_above_and_no_two_are_the_same(write_notebook: WriteNotebook) -> None:
    def prints(*cells: str) -> list[object]:
        results = log_of(write_notebook(*cells)).runs[0].results or []
        return [result.partial_fingerprints for result in results]

    before = prints("print(a)", "print(a)")
    assert len({str(item) for item in before}) == len(before) > 1
    assert prints("new = 1", "print(a)", "print(a)") == before


def test_unreadable_notebook_is_a_notification(tmp_path: Path) -> None:
    (invocation,) = log_of(tmp_path / "absent ü.ipynb").runs[0].invocations or []
    assert not invocation.execution_successful
    (notice,) = (invocation.model_extra or {})["toolExecutionNotifications"]
    assert notice == {
        "level": "error",
        "message": {"text": "no such file"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": (tmp_path / "absent ü.ipynb").as_uri()}}}],
    }


def test_paths_are_uris(write_notebook: WriteNotebook, monkeypatch: object) -> None:
    path = write_notebook("print(a)", name="my nötebook.ipynb")
    (result,) = log_of(path).runs[0].results or []
    assert result.locations is not None
    uri = result.locations[0].physical_location.artifact_location.uri
    assert uri is not None
    assert uri.startswith("file:///")
    assert uri.endswith("/my%20n%C3%B6tebook.ipynb")
