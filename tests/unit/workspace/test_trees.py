from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.files import FileTree
from nb2pipe.workspace.trees import replace_files, write_tree


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


def test_folder_that_holds_anything_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(WorkspaceError, match="not empty"):
        write_tree(package(a="1"), str(tmp_path))


def test_files_are_replaced_and_deleted_and_others_stay(tmp_path: Path) -> None:
    write_tree(package(a="1", src__gone="2", src__x__y="3"), str(tmp_path))
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "1").write_text("mine")
    (tmp_path / "a").chmod(0o755)
    replace_files(str(tmp_path), {"a": b"new", "b/c": b"4"}, deletions=["src/gone", "src/x/y"])
    now = snapshot(tmp_path)
    assert now == {"a": b"new", "b/c": b"4", "runs/1": b"mine", "pipeline.json": now["pipeline.json"]}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o755
    assert not (tmp_path / "src").exists()


def test_leftovers_of_a_killed_process_are_swept(tmp_path: Path) -> None:
    write_tree(package(a="1"), str(tmp_path))
    (tmp_path / ".nb2pipe-dead").mkdir()
    (tmp_path / ".nb2pipe-dead" / "a").write_text("half")
    replace_files(str(tmp_path), {"a": b"2"})
    assert sorted(snapshot(tmp_path)) == ["a", "pipeline.json"]


def test_leftovers_of_a_killed_first_export_are_swept_beside_the_folder(tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    (tmp_path / f".nb2pipe-{dead.pid}-x" / "new").mkdir(parents=True)
    living = tmp_path / f".nb2pipe-{os.getpid()}-x"
    living.mkdir()
    write_tree(package(a="1"), str(tmp_path / "out"))
    assert sorted(tmp_path.iterdir()) == [living, tmp_path / "out"]


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
        replace_files(str(tmp_path), {"a": b"3", blocked: b"4"}, deletions=["pipeline.json"])
    assert snapshot(tmp_path) == before


def test_path_that_leaves_the_package_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leaves the package"):
        write_tree(package(**{"..__evil": "x"}), str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []
