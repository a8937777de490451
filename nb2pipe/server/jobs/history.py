"""The root of a server -> its jobs, runs from the command line among them."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Literal

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.runs import RunRecord, RunState
from nb2pipe.runs.liveness import KILLED
from nb2pipe.server.jobs.folder import JobFolder, JobRequest, Outcome, find_folder, list_folders, make_folder
from nb2pipe.server.jobs.reading import read_job
from nb2pipe.server.wire.jobs import Job
from nb2pipe.service.history import past_runs

_STATES: dict[RunState, Literal["succeeded", "failed", "cancelled"]] = {
    RunState.SUCCEEDED: "succeeded",
    RunState.FAILED: "failed",
    RunState.CANCELLED: "cancelled",
}


def list_jobs(root: Path, *, about: Path | None, now: datetime) -> list[Job]:
    """All jobs, newest first; or those about a notebook or package, with its runs from the command line."""
    if about is not None:
        # Where nothing may be written, or another request does the same, the jobs that are there are still listed.
        with contextlib.suppress(WorkspaceError):
            adopt_runs(root, about)
    jobs = []
    for folder in list_folders(root):
        try:
            if about is None or folder.request.source == str(about):
                jobs.append(read_job(folder, root=root, now=now))
        except WorkspaceError:
            # Somebody has meddled with its files; the others are still worth showing.
            continue
    return jobs


def adopt_runs(root: Path, about: Path) -> None:
    """Make jobs of the finished runs beside a notebook or package that were started elsewhere."""
    if not (about.parent / "runs").resolve().is_relative_to(root):
        return
    for run, record in past_runs(about.parent):
        is_about = record.notebook == about.name or record.package == about.name
        if is_about and record.state in _STATES and find_folder(root, record.id) is None and run.name == record.id:
            _adopt(make_folder(root, record.id), run, record, about)


def _adopt(folder: JobFolder, run: Path, record: RunRecord, about: Path) -> None:
    outcome = (
        Outcome(state="lost", seconds=record.seconds)
        if record.error == KILLED
        else Outcome(state=_STATES[record.state], seconds=record.seconds, error=record.error)
    )
    folder.write("outcome.json", outcome)
    folder.write(
        "job.json",
        JobRequest(
            id=record.id,
            kind="run",
            source=str(about),
            directory=str(run),
            started=record.started,
            parameters={},
            with_notebook=bool(record.executed_notebook),
        ),
    )
