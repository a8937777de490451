"""What the record of a run says that could not write down its own end."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil

from nb2pipe.model.runs import RunProcess, RunRecord, RunState
from nb2pipe.runs.folder import read_record, write_record
from nb2pipe.runs.liveness import KILLED, settle, this_process


def write_running(folder: Path, process: RunProcess | None) -> RunRecord:
    record = RunRecord(
        id="1",
        package="totals",
        version="0.1.0",
        notebook="nb.ipynb",
        notebook_digest="0",
        state=RunState.RUNNING,
        started="2026-01-01T12:00:00+00:00",
        seconds=1.0,
        parameters={},
        steps=(),
        process=process,
    )
    write_record(folder, record)
    return record


def killed_process() -> RunProcess:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    created = psutil.Process(child.pid).create_time()
    child.kill()
    child.communicate()
    return replace(this_process(), pid=child.pid, created=created)


def test_a_killed_run_has_failed_and_its_record_says_so_from_now_on(tmp_path: Path) -> None:
    record = write_running(tmp_path, killed_process())
    assert settle(tmp_path) == replace(record, state=RunState.FAILED, error=KILLED)
    assert read_record(tmp_path).error == KILLED


def test_a_killed_run_is_told_where_nothing_can_be_written(tmp_path: Path) -> None:
    write_running(tmp_path, killed_process())
    (tmp_path / "run.json.partial").mkdir()
    assert settle(tmp_path).state is RunState.FAILED
    assert read_record(tmp_path).state is RunState.RUNNING


def test_a_run_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    record = write_running(tmp_path, this_process())
    assert settle(tmp_path) == record


def test_a_run_on_another_machine_or_of_an_older_version_may_go_on(tmp_path: Path) -> None:
    for process in (replace(killed_process(), host="elsewhere"), None):
        record = write_running(tmp_path, process)
        assert settle(tmp_path) == record
