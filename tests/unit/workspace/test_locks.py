from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nb2pipe.errors import WorkspaceError
from nb2pipe.workspace.locks import lock_by_file, locked_folder

HOLD = """
import sys
from nb2pipe.workspace import locks
with getattr(locks, sys.argv[2])(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def held(folder: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the folder."""
    command = [sys.executable, "-c", HOLD, str(folder), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def test_a_folder_has_one_writer_and_the_lock_dies_with_it(tmp_path: Path) -> None:
    with held(tmp_path, "locked_folder"):
        with pytest.raises(WorkspaceError, match="another export is writing"), locked_folder(str(tmp_path)):
            raise AssertionError
        with locked_folder(str(tmp_path), is_needed=False):
            pass
    with locked_folder(str(tmp_path)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_where_folders_cannot_be_locked_a_file_elsewhere_is(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with held(tmp_path, "lock_by_file"):
        with pytest.raises(WorkspaceError, match="another export is writing"), lock_by_file(f"{tmp_path}/."):
            raise AssertionError
        with lock_by_file(str(tmp_path / "other")):
            pass
    with lock_by_file(str(tmp_path)):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["other"]


def test_a_folder_that_does_not_exist_needs_no_lock(tmp_path: Path) -> None:
    with locked_folder(str(tmp_path / "new")):
        assert not (tmp_path / "new").exists()
