from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.files import FileTree
from nb2pipe.workspace.trees import write_tree


def package(name: str = "churn", **files: str) -> FileTree:
    """A tree with a manifest that knows its files; `__` in a keyword is a slash."""
    contents = {path.replace("__", "/"): text.encode() for path, text in files.items()}
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in contents.items()}
    return FileTree({**contents, "pipeline.json": json.dumps({"name": name, "files": digests}).encode()})


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_new_folder_holds_exactly_the_tree(tmp_path: Path) -> None:
    tree = package(src__a="1", readme="2")
    write_tree(tree, str(tmp_path / "deep" / "out"))
    assert snapshot(tmp_path / "deep" / "out") == dict(tree.files)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_empty_folder_stays_the_same_folder(tmp_path: Path) -> None:
    inode = tmp_path.stat().st_ino
    write_tree(package(a="1"), str(tmp_path))
    assert tmp_path.stat().st_ino == inode
    assert sorted(snapshot(tmp_path)) == ["a", "pipeline.json"]


def test_unedited_export_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    write_tree(package(a="1", src__gone="2"), str(tmp_path))
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "1").write_text("mine")
    second = package(a="changed", src__new="3")
    write_tree(second, str(tmp_path))
    assert snapshot(tmp_path) == {**second.files, "runs/1": b"mine"}


@pytest.mark.parametrize("hand", ["a", "src/new"])
def test_edited_or_foreign_files_are_never_overwritten(tmp_path: Path, hand: str) -> None:
    write_tree(package(a="1", src__x="2"), str(tmp_path))
    (tmp_path / hand).write_text("by hand")
    before = snapshot(tmp_path)
    with pytest.raises(WorkspaceError, match=f"edited since the last export \\({hand}\\)"):
        write_tree(package(a="3", src__new="4"), str(tmp_path))
    assert snapshot(tmp_path) == before
    write_tree(package(a="3", src__new="4"), str(tmp_path), force=True)
    assert (tmp_path / "src" / "new").read_text() == "4"


@pytest.mark.parametrize("manifest", [None, "no json", "[]", '{"name": 1}', '{"name": "churn", "files": []}'])
def test_folder_that_is_no_export_is_refused(tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    if manifest is not None:
        (tmp_path / "pipeline.json").write_text(manifest)
    with pytest.raises(WorkspaceError, match="not empty and no earlier export"):
        write_tree(package(a="1"), str(tmp_path))


def test_export_of_another_package_is_refused(tmp_path: Path) -> None:
    write_tree(package("other", a="1"), str(tmp_path))
    with pytest.raises(WorkspaceError, match="holds another package, other"):
        write_tree(package("churn", a="1"), str(tmp_path))


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(WorkspaceError, match="is a file"):
        write_tree(package(a="1"), str(tmp_path / "out"))


@pytest.mark.parametrize("blocked", ["blocked/x", "folder"])
def test_failure_in_the_middle_changes_nothing(tmp_path: Path, blocked: str) -> None:
    write_tree(package(a="1"), str(tmp_path))
    (tmp_path / "blocked").write_text("a file where a folder is needed")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "kept").write_text("and the other way round")
    before = snapshot(tmp_path)
    with pytest.raises(WorkspaceError, match="cannot write"):
        write_tree(package(a="3", **{blocked.replace("/", "__"): "4"}), str(tmp_path), force=True)
    assert snapshot(tmp_path) == before


def test_path_that_leaves_the_package_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leaves the package"):
        write_tree(package(**{"..__evil": "x"}), str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []
