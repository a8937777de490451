from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

resource = pytest.importorskip("resource")


def _allow_files_of(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("command", [("export", "--out", "package"), ("run", "--out", "run"), ("verify",)])
def test_where_there_is_no_room_it_is_said_and_nothing_is_half_written(tmp_path, write_notebook, command):
    path = write_notebook(("x = 1", ["step:data"]))
    before = sorted(tmp_path.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-m", "nb2pipe", command[0], path, *command[1:], "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        # Python would leave the first bytes of compiled modules behind, and every later process would stumble over them.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: _allow_files_of(400),  # no threads here
    )
    assert done.returncode == 2, done.stderr
    assert "cannot write" in json.loads(done.stdout)["error"]["message"]
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before
