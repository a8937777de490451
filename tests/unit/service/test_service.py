from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import nb2pipe
from nb2pipe import service
from nb2pipe.errors import Refused, UnreadableNotebook, UsageError, WorkspaceError
from nb2pipe.model.findings import Severity
from nb2pipe.service.converting import convert
from tests.conftest import WriteNotebook, notebook_json

CELLS = (
    ("size = 3", ["parameters"]),
    ("rows = list(range(size))", ["step:data"]),
    ("rows.append(10)\ntotal = sum(rows)", ["step:train"]),
)


def fixed_time() -> datetime:
    return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_check_says_the_same_of_a_path_of_bytes_and_of_a_dict(write_notebook: WriteNotebook) -> None:
    path = write_notebook(*CELLS)
    documents = [
        nb2pipe.check(source).to_dict() for source in (path, str(path), path.read_bytes(), notebook_json(*CELLS))
    ]
    for document in documents:
        (notebook,) = document["notebooks"]  # type: ignore[misc]  # the document's form is what is tested
        notebook.pop("path")
        assert document == documents[0]


def test_package_has_copies_of_what_the_notebook_imports_from_its_own_folder(write_notebook: WriteNotebook) -> None:
    path = write_notebook(("from helpers import double", []), ("b = double(1)", ["step:data"]))
    helpers = "import  pandas\ndef double(x):\n    return x*2\n"
    path.with_name("helpers.py").write_text(helpers)
    package = convert(str(path))
    assert package.copied == ("helpers.py",)
    assert package.tree.files["src/helpers.py"].decode() == helpers
    project = package.tree.files["pyproject.toml"].decode()
    assert '"src/helpers.py"]' in project
    assert "pandas>=" in project, "what the module imports is a requirement of the package"


def test_check_answers_questions_about_cells(write_notebook: WriteNotebook) -> None:
    report = nb2pipe.check(write_notebook(*CELLS))
    assert report.slice_of("total") == (0, 1, 2)
    assert report.dependents_of(1) == (2,)
    assert report.stale_after(1) == (1, 2)


def test_dict_that_is_no_json_is_refused() -> None:
    with pytest.raises(UnreadableNotebook, match="no JSON document"):
        nb2pipe.check({"cells": {1, 2}})


def test_check_all_goes_on_after_an_unreadable_notebook(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    report = service.check_all([str(tmp_path / "absent"), str(write_notebook("print(never_defined)"))])
    assert report.unreadable == {str(tmp_path / "absent"): "no such file"}
    assert report.has_findings(Severity.ERROR)


def test_tag_writes_what_it_proposes_and_clear_takes_it_back(write_notebook: WriteNotebook) -> None:
    path = write_notebook("import pandas as pd", "df = pd.read_csv('a.csv')", ("df.head()", ["mine"]))
    before = path.read_bytes()
    shown = service.tag(str(path))
    assert shown.proposals
    assert path.read_bytes() == before
    service.tag(str(path), write=True)
    tags = [cell["metadata"].get("tags", []) for cell in json.loads(path.read_bytes())["cells"]]
    assert tags[1] == ["step:data"]
    assert tags[2][0] == "mine"
    service.tag(str(path), write=True, clear=True)
    assert path.read_bytes() == before


def test_export_writes_the_same_bytes_twice_and_the_manifest_knows_them(
    write_notebook: WriteNotebook, tmp_path: Path
) -> None:
    path = write_notebook(*CELLS, name="Small one.ipynb")
    report = service.export(str(path), directory=str(tmp_path / "out"))
    assert report.package.plan.name == "small_one"
    first = {file: file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file()}
    service.export(str(path), directory=str(tmp_path / "out"))
    assert {file: file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file()} == first
    assert len(json.loads((tmp_path / "out" / "pipeline.json").read_bytes())["files"]) == len(first) - 2


def test_refused_notebook_leaves_nothing_behind(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook(("total = never_defined + 1", ["step:data"]))
    for command in (
        lambda: service.export(str(path), directory=str(tmp_path / "out")),
        lambda: service.run(str(path), directory=str(tmp_path / "out")),
        lambda: service.verify(str(path)),
    ):
        with pytest.raises(Refused) as caught:
            command()
        assert "never_defined" in caught.value.findings[0].message
    assert list(tmp_path.iterdir()) == [path]


def test_package_is_not_named_like_a_module_that_the_notebook_imports(
    write_notebook: WriteNotebook, tmp_path: Path
) -> None:
    path = write_notebook(
        ("import papermill_extra\nx = papermill_extra.load()", ["step:data"]), name="papermill_extra.ipynb"
    )
    assert convert(str(path)).plan.name == "papermill_extra_pipeline"
    with pytest.raises(UsageError, match="would hide"):
        service.export(str(path), name="papermill_extra", directory=str(tmp_path / "out"))


@pytest.mark.slow
def test_run_of_a_notebook_keeps_its_package_and_a_record(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook(*CELLS)
    report = service.run(
        str(path),
        directory=str(tmp_path / "run"),
        assignments=["size=4"],
        now=fixed_time,
        new_token=lambda: "abc",
    )
    assert report.is_success
    assert report.record.id == "20260102-030405-abc"
    assert [step.metrics for step in report.record.steps][-1] == {"total": 16}
    again = service.run(report.package, directory=str(tmp_path / "again"), root=str(tmp_path))
    assert [step.metrics for step in again.record.steps][-1] == {"total": 13}
    with pytest.raises(WorkspaceError, match="already holds a run"):
        service.run(str(path), directory=str(tmp_path / "run"))


def test_run_into_a_folder_that_another_one_has_just_taken_says_so(
    write_notebook: WriteNotebook, tmp_path: Path
) -> None:
    path = write_notebook(*CELLS)
    (tmp_path / "run" / "package").mkdir(parents=True)

    with pytest.raises(WorkspaceError, match="run already holds a run"):
        service.run(str(path), directory=str(tmp_path / "run"))


def test_wrong_parameter_starts_nothing(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook(*CELLS)
    with pytest.raises(UsageError, match="size"):
        service.run(str(path), directory=str(tmp_path / "run"), assignments=["sise=4"])
    assert not (tmp_path / "run").exists()


def test_folder_without_a_manifest_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="is no package"):
        service.run(str(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_verify_proves_every_variable_of_every_step(write_notebook: WriteNotebook, encoding: str) -> None:
    path = write_notebook(*CELLS)
    path.write_bytes(path.read_text().encode(encoding))
    report = service.verify(str(path))
    assert report.equivalent
    assert [(step.step, [variable.name for variable in step.variables]) for step in report.steps] == [
        ("data", ["rows"]),
        ("train", ["rows", "total"]),
    ]


@pytest.mark.slow
def test_run_whose_notebook_fails_has_failed(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook(*CELLS, ("assert total < 10, 'too much'\nprint(total)", ["step:report"]))
    report = service.run(str(path), directory=str(tmp_path / "run"), with_notebook=True)
    assert not report.is_success
    assert "AssertionError: too much" in report.record.error
    record = json.loads((tmp_path / "run" / "run.json").read_text())
    assert (record["state"], record["error"]) == ("failed", report.record.error)
    assert [step["state"] for step in record["steps"]] == ["succeeded", "succeeded"]
    assert record["executed_notebook"] == "run.ipynb"
