"""Which process does a run, and whether it is still there."""

from __future__ import annotations

import contextlib
import os
import platform
from dataclasses import replace
from pathlib import Path

import psutil

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.runs import RunProcess, RunRecord, RunState
from nb2pipe.runs.folder import read_record, write_record

KILLED = "its process ended without a word: somebody ended it, the memory was full, or the machine was restarted"


def this_process() -> RunProcess:
    """The process that we are."""
    pid = os.getpid()
    return RunProcess(host=platform.node(), pid=pid, created=psutil.Process(pid).create_time())


def find_process(pid: int, created: float) -> psutil.Process | None:
    """The process of that number, unless it has ended; another one may have got the number since."""
    try:
        process = psutil.Process(pid)
        is_same = abs(process.create_time() - created) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return None
    return process if is_same else None


def settle(folder: Path) -> RunRecord:
    """The record of a run; of one that was killed, with the end that it could not write down itself.

    Raises WorkspaceError if the folder holds none.
    """
    record = read_record(folder)
    if not _was_killed(record):
        return record
    # Once more: it may have ended as it should since.
    record = read_record(folder)
    return end_record(folder, record, RunState.FAILED, KILLED)


def end_record(folder: Path, record: RunRecord, state: RunState, error: str) -> RunRecord:
    """Write down the end of a run that has none yet, where that is possible."""
    if record.state is not RunState.RUNNING:
        return record
    ended = replace(record, state=state, error=error)
    # Who may only read the folder is told all the same.
    with contextlib.suppress(WorkspaceError):
        write_record(folder, ended)
    return ended


def _was_killed(record: RunRecord) -> bool:
    process = record.process
    if record.state is not RunState.RUNNING or process is None or process.host != platform.node():
        return False
    return find_process(process.pid, process.created) is None
