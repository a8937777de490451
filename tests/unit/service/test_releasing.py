from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.errors import WorkspaceError
from nb2pipe.model.changes import FileAction
from nb2pipe.model.packaging import Ci
from nb2pipe.service.packaging import ExportReport
from tests.conftest import CellText, WriteNotebook

CELLS: tuple[CellText, ...] = (
    ("size = 3", ["parameters"]),
    ("rows = list(range(size))\nprint('rows')\nlimit = 10\ntotal = sum(rows)", ["step:data"]),
    ("best = max(rows)\nworst = min(rows)", ["step:train"]),
)
STEP = Path("src/nb/steps/data.py")


@pytest.fixture(autouse=True)
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def export(write_notebook: WriteNotebook, tmp_path: Path):  # type: ignore[no-untyped-def]  # a closure with options
    """Export a notebook of these cells into `out`."""

    def run(*cells: CellText, **options: object) -> ExportReport:
        path = write_notebook(*cells)
        return service.export(str(path), directory=str(tmp_path / "out"), **options)  # type: ignore[arg-type]  # as given

    return run


def replaced(old: str, new: str) -> tuple[CellText, ...]:
    return tuple((source.replace(old, new), tags) for source, tags in CELLS)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_the_first_export_is_0_1_0_and_the_same_notebook_changes_nothing(export, tmp_path: Path) -> None:
    assert export(*CELLS).package.version == "0.1.0"
    before = snapshot(tmp_path / "out")
    report = export(*CELLS)
    assert (report.package.version, report.changes) == ("0.1.0", ())
    assert snapshot(tmp_path / "out") == before


def test_a_changed_body_is_a_patch_in_every_file_that_says_the_version(export, tmp_path: Path) -> None:
    export(*CELLS)
    report = export(*replaced("max(rows)", "rows[-1]"))
    out = tmp_path / "out"
    assert report.package.version == "0.1.1"
    assert "## 0.1.1\n\n- Step `train`: code changed.\n\n## 0.1.0" in (out / "CHANGELOG.md").read_text()
    assert json.loads((out / "pipeline.json").read_text())["version"] == "0.1.1"
    assert '__version__ = "0.1.1"' in (out / "src/nb/__init__.py").read_text()
    assert 'version = "0.1.1"' in (out / "pyproject.toml").read_text()
    assert export(*replaced("max(rows)", "rows[-1]")).changes == ()


def test_edits_elsewhere_are_merged_and_survive(export, tmp_path: Path) -> None:
    export(*CELLS)
    edit(tmp_path / "out" / STEP, 'print("rows")', 'print("by hand")')
    (tmp_path / "out" / "notes.md").write_text("mine")
    (tmp_path / "out" / "Dockerfile").unlink()
    report = export(*replaced("total = sum(rows)", "total = sum(rows) + 1"))
    assert not report.conflicts
    text = (tmp_path / "out" / STEP).read_text()
    assert 'print("by hand")' in text
    assert "total = sum(rows) + 1" in text
    assert (tmp_path / "out" / "notes.md").read_text() == "mine"
    assert not (tmp_path / "out" / "Dockerfile").exists()
    again = export(*replaced("total = sum(rows)", "total = sum(rows) + 1"))
    assert {change.action for change in again.changes} == {FileAction.KEPT}
    assert again.package.version == report.package.version == "0.1.1"


def test_edits_in_the_same_place_are_a_conflict_in_that_file_alone(export, tmp_path: Path) -> None:
    export(*CELLS)
    edit(tmp_path / "out" / STEP, "sum(rows)", "sum(rows) * 2")
    report = export(*replaced("total = sum(rows)", "total = sum(rows) + 1"))
    assert [change.path for change in report.conflicts] == [str(STEP)]
    text = (tmp_path / "out" / STEP).read_text()
    assert "<<<<<<< edited by hand\n    total = sum(rows) * 2\n=======\n    total = sum(rows) + 1\n>>>>>>> exp" in text
    with pytest.raises(WorkspaceError, match="nobody has resolved, in src"):
        export(*CELLS)
    export(*CELLS, force=True)
    assert "sum(rows)\n" in (tmp_path / "out" / STEP).read_text()


def test_the_same_edit_in_notebook_and_package_is_no_conflict(export, tmp_path: Path) -> None:
    export(*CELLS)
    edit(tmp_path / "out" / STEP, "sum(rows)", "sum(rows) + 1")
    assert not export(*replaced("sum(rows)", "sum(rows) + 1")).conflicts


def test_check_only_says_it_and_writes_nothing(export, tmp_path: Path) -> None:
    report = export(*CELLS, check_only=True)
    assert report.changes_files
    assert not (tmp_path / "out").exists()
    export(*CELLS)
    assert not export(*CELLS, check_only=True).changes_files
    before = snapshot(tmp_path / "out")
    report = export(*replaced("size = 3", "size = 'x'"), check_only=True)
    assert report.package.version == "1.0.0"
    assert report.changes_files
    assert snapshot(tmp_path / "out") == before


def test_a_version_set_by_hand_is_where_the_next_one_starts(export, tmp_path: Path) -> None:
    export(*CELLS)
    for path in ("pyproject.toml", "src/nb/__init__.py"):
        edit(tmp_path / "out" / path, "0.1.0", "3.0.0")
    assert export(*CELLS).package.version == "3.0.0"
    report = export(*replaced("max(rows)", "rows[-1]"))
    assert (report.package.version, report.conflicts) == ("3.0.1", ())
    assert 'version = "3.0.1"' in (tmp_path / "out" / "pyproject.toml").read_text()


def test_what_people_write_into_the_changelog_stays(export, tmp_path: Path) -> None:
    export(*CELLS)
    edit(tmp_path / "out" / "CHANGELOG.md", "## 0.1.0", "## Unreleased\n\n- Ours.\n\n## 0.1.0")
    report = export(*replaced("max(rows)", "rows[-1]"))
    assert not report.conflicts
    assert "- Ours." in (tmp_path / "out" / "CHANGELOG.md").read_text()


def test_the_service_of_the_last_export_is_kept(export, tmp_path: Path) -> None:
    export(*CELLS, ci=Ci.GITLAB)
    assert export(*CELLS).changes == ()
    report = export(*CELLS, ci=Ci.NONE)
    assert not (tmp_path / "out" / ".gitlab-ci.yml").exists()
    assert report.package.version == "0.1.1"


@pytest.mark.parametrize("manifest", [None, "no json", "[]", '{"name": 1}'])
def test_a_folder_that_is_no_export_is_refused_and_force_takes_it(export, tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    if manifest is not None:
        (tmp_path / "out" / "pipeline.json").write_text(manifest)
    with pytest.raises(WorkspaceError, match="not empty and no earlier export"):
        export(*CELLS)
    export(*CELLS, force=True)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"
    assert (tmp_path / "out" / STEP).is_file()


def test_another_package_is_refused(export, tmp_path: Path) -> None:
    export(*CELLS, name="other")
    with pytest.raises(WorkspaceError, match="holds another package, other"):
        export(*CELLS, name="third")


def test_a_plain_export_keeps_what_the_last_one_was_told(export, tmp_path: Path) -> None:
    reading: tuple[CellText, ...] = ("import json", ("rows = json.load(open('data/rows.json'))", ["step:data"]))
    export(*reading, name="other", promotes_paths=True, ci=Ci.GITLAB)
    again = export(*reading)
    assert (again.changes, again.remembered) == ((), ("--name other", "--ci gitlab", "--promote-paths"))
    before = export(*reading, promotes_paths=False, check_only=True)
    assert before.package.differences[0].text == "Parameter `rows_path` removed."
    assert export(*reading, promotes_paths=False, ci=Ci.GITHUB).remembered == ("--name other",)
    assert export(*reading).changes == ()


def test_a_package_keeps_its_name_only_for_its_own_notebook(
    write_notebook: WriteNotebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_notebook(*CELLS, name="a.ipynb")
    write_notebook(*CELLS, name="b.ipynb")
    service.export("a.ipynb", directory="out")
    with pytest.raises(WorkspaceError, match="holds another package, a"):
        service.export("b.ipynb", directory="out")
    Path("a.ipynb").unlink()
    assert service.export("b.ipynb", directory="out").package.plan.name == "a"


def test_forced_under_another_name_it_leaves_nothing_stale_and_no_edit_goes(export, tmp_path: Path) -> None:
    export(*CELLS)
    out = tmp_path / "out"
    (out / "src/nb/__pycache__").mkdir()
    (out / "notes.md").write_text("mine")
    edit(out / STEP, 'print("rows")', 'print("by hand")')
    report = export(*CELLS, name="other", force=True)
    assert [path.relative_to(out) for path in sorted((out / "src/nb").rglob("*.py"))] == [STEP]
    assert "by hand" in (out / STEP).read_text()
    assert [(change.path, change.reason.partition(",")[0]) for change in report.conflicts] == [
        (str(STEP), "edited by hand")
    ]
    assert (out / "src/other/steps/data.py").is_file()
    assert (out / "notes.md").read_text() == "mine"
    assert export(*CELLS, name="third", force=True).conflicts == ()
    assert not (out / "src/other").exists()


@pytest.mark.parametrize("broken", [None, b"no archive"])
def test_without_the_archive_edited_files_are_still_known_by_their_digests(
    export, tmp_path: Path, broken: bytes | None
) -> None:
    export(*CELLS)
    archive = tmp_path / "out" / ".nb2pipe" / "base.tar.xz"
    archive.unlink() if broken is None else archive.write_bytes(broken)
    edit(tmp_path / "out" / STEP, 'print("rows")', 'print("by hand")')
    report = export(*replaced("max(rows)", "rows[-1]"))
    assert [change.path for change in report.conflicts] == [str(STEP)]
    assert "by hand" in (tmp_path / "out" / STEP).read_text()
    assert "rows[-1]" in (tmp_path / "out" / "src/nb/steps/train.py").read_text()


KILLED = """
import os, sys
from nb2pipe import service
left = int(sys.argv[3])
replace = os.replace
def replace_or_die(source, destination):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    replace(source, destination)
os.replace = replace_or_die
service.export(sys.argv[1], directory=sys.argv[2])
"""


@pytest.mark.parametrize("moves", [0, 1, 2, 3, 4, 5, 6])
def test_an_export_that_is_killed_at_any_point_is_made_good_by_the_next(
    export, write_notebook: WriteNotebook, tmp_path: Path, moves: int
) -> None:
    out = tmp_path / "out"
    export(*CELLS)
    edit(out / STEP, 'print("rows")', 'print("by hand")')
    changed = replaced("total = sum(rows)", "total = sum(rows) + 1")
    path = write_notebook(*changed)
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(out), str(moves)], check=False)
    assert done.returncode == 9
    assert 'print("by hand")' in (out / STEP).read_text()
    export(*changed)
    text = (out / STEP).read_text()
    assert 'print("by hand")' in text
    assert "total = sum(rows) + 1" in text
    assert "<<<<" not in text
    assert json.loads((out / "pipeline.json").read_text())["version"] == "0.1.1"
    assert (out / "CHANGELOG.md").read_text().count("## 0.1.1") == 1
    assert not [name for name in os.listdir(out) if name.startswith(".nb2pipe-")]
    fresh = service.export(str(path), directory=str(tmp_path / "fresh"), name="nb")
    assert {*snapshot(out)} == {*snapshot(tmp_path / "fresh")}
    assert fresh.package.version == "0.1.0"


def test_a_first_export_into_a_folder_of_the_user_that_is_killed_is_made_good(
    export, write_notebook: WriteNotebook, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    path = write_notebook(*CELLS)
    command = [sys.executable, "-c", KILLED, str(path), str(tmp_path / "out"), "5"]
    assert subprocess.run(command, check=False).returncode == 9
    export(*CELLS)
    service.export(str(path), directory=str(tmp_path / "fresh"), name="nb")
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "fresh")


def test_the_package_of_another_notebook_beside_it_is_not_replaced(
    write_notebook: WriteNotebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = write_notebook(*CELLS).rename(tmp_path / "a-b.ipynb")
    service.export("a-b.ipynb")
    write_notebook(*CELLS[:-1]).rename(tmp_path / "a_b.ipynb")
    before = snapshot(tmp_path / "a_b")
    with pytest.raises(WorkspaceError, match=r"a_b holds the package of a-b\.ipynb; choose a --name"):
        service.export("a_b.ipynb")
    assert snapshot(tmp_path / "a_b") == before
    assert service.export("a-b.ipynb").is_written
    first.rename(tmp_path / "a b.ipynb")
    assert service.export("a b.ipynb").directory == "a_b"


def test_an_edit_beside_the_version_is_no_conflict(export, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(*CELLS)
    edit(out / "pyproject.toml", "description = ", "authors = []\ndescription = ")
    report = export(*replaced("total = sum(rows)", "total = sum(rows) + 1"))
    assert not report.conflicts
    assert 'version = "0.1.1"\nauthors = []\ndescription = ' in (out / "pyproject.toml").read_text()
    assert "pyproject.toml" in {change.path for change in report.changes if change.action is FileAction.MERGED}


def test_a_version_by_hand_is_one_for_the_module_as_well(export, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(*CELLS)
    edit(out / "pyproject.toml", 'version = "0.1.0"', 'version = "3.0.0"')
    assert not export(*replaced("total = sum(rows)", "total = sum(rows) + 1")).conflicts
    assert '__version__ = "3.0.1"' in (out / "src/nb/__init__.py").read_text()


def test_export_that_changes_nothing_removes_what_a_killed_one_has_left(export, tmp_path: Path) -> None:
    export(*CELLS)
    left = tmp_path / "out" / ".nb2pipe-dead"
    left.mkdir()
    (left / "a").write_text("half")
    export(*CELLS, check_only=True)
    assert left.exists()
    assert not export(*CELLS).changes
    assert not left.exists()


def test_merged_edit_that_uses_a_name_which_is_gone_is_told(export, tmp_path: Path) -> None:
    export(*CELLS)
    edit(tmp_path / "out" / STEP, "total = sum(rows)", "total = sum(rows[:size])")
    found = export(*replaced("size", "count"))
    told = {each.path: each.reason for each in found.changes if each.action is FileAction.MERGED}
    assert told[str(STEP)].startswith("`size` in `data`: nothing binds that any more")
