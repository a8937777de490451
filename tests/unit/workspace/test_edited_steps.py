from __future__ import annotations

from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.errors import WorkspaceError
from nb2pipe.model.verification import Status
from nb2pipe.workspace.edited_steps import read_edited_manifest
from nb2pipe.workspace.manifests import read_manifest
from tests.conftest import WriteNotebook

MORE = "from small.steps.train import train as again\n\n\ndef more(x):\n    return x\n\n\nSTEPS = ["


@pytest.fixture
def package(write_notebook: WriteNotebook, tmp_path: Path) -> Path:
    cells = (("x = [1]", ["step:data"]), ("x.append(2)", ["step:feature"]), ("z = x[0]", ["step:train"]))
    service.export(str(write_notebook(*cells, name="small.ipynb")), directory=str(tmp_path / "out"))
    return tmp_path / "out"


def edit(package: Path, *changes: tuple[str, str]) -> None:
    module = package / "src" / "small" / "pipeline.py"
    for old, new in changes:
        assert old in module.read_text()
        module.write_text(module.read_text().replace(old, new))


def test_steps_are_those_of_the_manifest_unless_somebody_edits_them(package: Path) -> None:
    manifest = read_manifest(str(package))
    assert read_edited_manifest(str(package)) == manifest
    edit(package, ("class Step", "# a comment makes no difference\nclass Step"))
    assert read_edited_manifest(str(package)) == manifest


def test_steps_are_what_the_module_says(package: Path) -> None:
    last = 'outputs=("z",)),\n)'
    added = (
        'outputs=("z",)),\n    Step("more", more, {"x": "data"}, (), ("w",)),\n    Step("again", again, {}, (), ()),\n]'
    )
    edit(package, ("STEPS = (", MORE), (last, added), ('"x": "feature"', '"x": "data"'))
    found = read_edited_manifest(str(package)).steps
    assert [step.name for step in found] == ["data", "feature", "train", "more", "again"]
    assert [step.function for step in found[-2:]] == ["small.pipeline:more", "small.steps.train:train"]
    assert found[2].inputs["x"] == "data"
    assert found[2].cells == (2,)
    assert found[3].artifacts == (("w",),)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"x": "feature"', '"x": "else"', "takes 'x' of 'else', which no step above it makes"),
        ("train.train", "lost.train", "lost.train is neither imported nor defined"),
        ("STEPS = (", "STEPS = list(", "not one tuple"),
        ("STEPS = (", "STEPS = (*MORE, ", "is no Step"),
    ],
)
def test_module_that_does_not_show_its_steps_is_an_error(package: Path, old: str, new: str, reason: str) -> None:
    edit(package, (old, new))
    with pytest.raises(WorkspaceError, match="STEPS can't be read") as error:
        service.run(str(package), directory=str(package / "run"))
    assert reason in str(error.value)


def test_what_is_no_longer_run_is_not_proven_equal(package: Path) -> None:
    start = '    Step("train"'
    edit(package, (start, f"    # {start.strip()}"), ("class Step", "# edited\nclass Step"))
    text = (package / "src" / "small" / "pipeline.py").read_text()
    assert "# Step" in text
    report = service.verify(str(package.parent / "small.ipynb"), package=str(package))
    assert not report.equivalent
    assert [check.status for check in report.steps[-1].variables] == [Status.MISSING]
