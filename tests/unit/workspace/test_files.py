from __future__ import annotations

import io
import os
import stat
from pathlib import Path

import pytest

from nb2pipe.errors import UnreadableNotebook, WorkspaceError
from nb2pipe.workspace.files import read_bytes, write_bytes


def test_reads_a_file_and_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert (read_bytes(str(tmp_path / "a")), read_bytes(str(tmp_path / "link"))) == (b"x", b"x")


def test_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff{}")))
    assert read_bytes("-") == b"\xff{}"


def test_missing_file_says_whether_the_folder_is_missing_too(tmp_path: Path) -> None:
    with pytest.raises(UnreadableNotebook, match=r"no such file$"):
        read_bytes(str(tmp_path / "a"))
    with pytest.raises(UnreadableNotebook, match="there is no folder"):
        read_bytes(str(tmp_path / "b" / "a"))


def test_missing_file_says_which_one_is_called_alike(tmp_path: Path) -> None:
    (tmp_path / "churn.ipynb").touch()
    with pytest.raises(UnreadableNotebook, match=r"no such file. Did you mean 'churn\.ipynb'\?$"):
        read_bytes(str(tmp_path / "chrun.ipynb"))


def test_directory_broken_link_and_impossible_names_are_named(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(UnreadableNotebook, match="it is a directory"):
        read_bytes(str(tmp_path))
    with pytest.raises(UnreadableNotebook, match="a broken link to nowhere"):
        read_bytes(str(tmp_path / "link"))
    with pytest.raises(UnreadableNotebook, match="null"):
        read_bytes("a\0b")
    with pytest.raises(UnreadableNotebook, match="too long"):
        read_bytes("a" * 5000)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0)
    with pytest.raises(UnreadableNotebook, match="no permission"):
        read_bytes(str(tmp_path / "a"))


def test_write_keeps_mode_and_link(tmp_path: Path) -> None:
    target, link = tmp_path / "a", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_bytes(str(link), b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "link"]


def test_failed_write_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").touch()
    with pytest.raises(WorkspaceError, match="cannot write"):
        write_bytes(str(tmp_path / "folder"), b"new")
    with pytest.raises(WorkspaceError, match="cannot write"):
        write_bytes(str(tmp_path / "nowhere" / "a"), b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
