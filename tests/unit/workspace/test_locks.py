from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nb2pipe.errors import WorkspaceError
from nb2pipe.workspace.locks import locked_folder

HOLD = """
import sys
from nb2pipe.workspace.locks import locked_folder
with locked_folder(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_a_folder_has_one_writer_and_the_lock_dies_with_it(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceError, match="another export is writing"), locked_folder(str(tmp_path)):
            raise AssertionError
        with locked_folder(str(tmp_path), is_needed=False):
            pass
        holder.kill()
    with locked_folder(str(tmp_path)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_needs_no_lock(tmp_path: Path) -> None:
    with locked_folder(str(tmp_path / "new")):
        assert not (tmp_path / "new").exists()
