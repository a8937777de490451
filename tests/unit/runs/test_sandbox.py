from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile

import pytest

from nb2pipe.runs.sandbox import sandbox


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project" / "notebooks"
    (root / ".git").mkdir(parents=True)
    (root / "env").mkdir()
    (root / "env" / "pyvenv.cfg").write_text("")
    (root / "a.txt").write_text("a")
    (tmp_path / "project" / "data").mkdir()
    (tmp_path / "project" / "data" / "d.txt").write_text("d")
    os.mkfifo(root / "pipe")
    return root


def test_copy_starts_anew_at_the_same_path(project):
    with sandbox(project) as place:
        first = place.reset()
        (first / "a.txt").write_text("changed")
        (first / "b.txt").write_text("new")
        assert place.reset() == first
        assert sorted(path.name for path in first.iterdir()) == ["a.txt"]
        assert (first / "a.txt").read_text() == "a"
    assert not first.exists()
    assert (project / "a.txt").read_text() == "a"


def test_neighbours_are_found_from_the_copy(project):
    with sandbox(project) as place:
        assert (place.reset() / ".." / "data" / "d.txt").read_text() == "d"


def test_copy_of_a_read_only_folder_can_be_written_and_goes_away(project):
    (project / "sub").mkdir()
    (project / "sub" / "f.txt").write_text("f")
    for folder in (project / "sub", project):
        folder.chmod(0o555)
    try:
        with sandbox(project) as place:
            copy = place.reset()
            assert {stat.S_IMODE(folder.stat().st_mode) for folder in (copy, copy / "sub")} == {0o755}
            (copy / "sub").chmod(0o555)
            assert (place.reset() / "sub" / "f.txt").read_text() == "f"
        assert not copy.exists()
    finally:
        for folder in (project, project / "sub"):
            folder.chmod(0o755)


def test_large_folder_is_used_itself(project):
    (project / "big").write_bytes(b"x" * 100)
    with sandbox(project, largest_bytes=50) as place:
        assert not place.is_copy
        assert place.reset() == project.resolve()
    assert project.exists()


def test_folder_for_temporary_files_in_the_original_is_not_copied_into_itself(project, monkeypatch):
    (project / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(project / "tmp"))
    with sandbox(project) as place:
        assert sorted(path.name for path in place.reset().iterdir()) == ["a.txt", "tmp"]


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for by signals")
def test_copies_of_killed_processes_are_swept(tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    kept = [f"nb2pipe-{os.getpid()}-a", "nb2pipe-abc", "nb2pipe-x-y", f"other-{ended.pid}-a"]
    for name in (*kept, f"nb2pipe-{ended.pid}-a"):
        (place / name / "inner").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    with sandbox(tmp_path / "notebooks"):
        pass
    assert sorted(path.name for path in place.iterdir()) == sorted(kept)
