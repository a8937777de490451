"""A job's files, and those of its run -> the job as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from nb2pipe.model.manifest import Manifest, ManifestStep
from nb2pipe.model.runs import RunRecord, StepRecord
from nb2pipe.server.jobs.folder import JobFolder, JobRequest, Outcome
from nb2pipe.server.jobs.processes import is_alive
from nb2pipe.server.wire import jobs as wire
from nb2pipe.service.history import find_record, find_run_manifest, step_log

_PLAIN = get_args(wire.Plain)
#: Seconds within which a job may be there before its process is.
_BIRTH = 10.0


@dataclass(frozen=True, slots=True)
class _Files:
    """What the files of a job say."""

    folder: JobFolder
    request: JobRequest
    outcome: Outcome | None
    record: RunRecord | None
    manifest: Manifest | None


def read_job(folder: JobFolder, *, root: Path, now: datetime) -> wire.Job:
    """The job as it stands now; raises WorkspaceError if its files cannot be read."""
    request = folder.request
    run = Path(request.directory)
    is_run = request.kind == "run"
    # Alive is asked first: a process that ends right after has written its outcome by then.
    alive = is_alive(folder)
    files = _Files(
        folder,
        request,
        folder.outcome,
        find_record(run) if is_run else None,
        find_run_manifest(run, package=Path(request.source)) if is_run else None,
    )
    state = _state(files, alive=alive, now=now)
    return wire.Job(
        id=folder.id,
        kind=request.kind,
        state=state,
        path=_below(root, Path(request.source)) or "",
        started=request.started,
        seconds=_seconds(files, state, now),
        progress=folder.progress if state == "running" else "",
        error=_error(files, root),
        findings=files.outcome.findings if files.outcome else [],
        parameters=dict(files.record.parameters) if files.record else dict(request.parameters),
        steps=_steps(files, state, run),
        verification=files.outcome.verification if files.outcome else None,
        package=files.manifest.name if files.manifest else "",
        version=files.manifest.version if files.manifest else "",
        directory=_below(root, run) if is_run else None,
        package_directory=_package_directory(root, files),
        executed_notebook=_executed(root, files),
        report=_report(root, run),
    )


def _state(files: _Files, *, alive: bool, now: datetime) -> wire.JobState:
    if files.outcome is not None:
        return files.outcome.state
    is_newborn = files.folder.process is None and _age(files.request, now) < _BIRTH
    if alive or is_newborn:
        return "running"
    return "cancelled" if files.folder.is_unwanted else "lost"


def _seconds(files: _Files, state: wire.JobState, now: datetime) -> float:
    if files.outcome is not None:
        return files.outcome.seconds
    if state == "running":
        return _age(files.request, now)
    return max(files.record.seconds if files.record else 0.0, _until_the_last_word(files))


def _until_the_last_word(files: _Files) -> float:
    """How long a job went on that could not write down how it ended."""
    ended = files.folder.last_word
    return 0.0 if ended is None else _age(files.request, datetime.fromtimestamp(ended, UTC))


def _age(request: JobRequest, now: datetime) -> float:
    return max((now - datetime.fromisoformat(request.started)).total_seconds(), 0.0)


def _error(files: _Files, root: Path) -> str:
    error = files.outcome.error if files.outcome else ""
    return error.replace(f"{root}/", "")


def _steps(files: _Files, state: wire.JobState, run: Path) -> list[wire.JobStep]:
    records = {step.name: step for step in files.record.steps} if files.record else {}
    steps = files.manifest.steps if files.manifest else ()
    return [_step(step, records, state, run) for step in steps]


def _step(step: ManifestStep, records: Mapping[str, StepRecord], job: wire.JobState, run: Path) -> wire.JobStep:
    record = records.get(step.name)
    cells = list(step.cell_ids)
    if record is None:
        began = step_log(run, step.name).exists()
        state = _unfinished(has_begun=began, job=job)
        return wire.JobStep(name=step.name, state=state, seconds=None, metrics={}, error="", cells=cells)
    return wire.JobStep(
        name=step.name,
        state=record.state.value,
        seconds=record.seconds,
        metrics={name: value for name, value in (record.metrics or {}).items() if isinstance(value, _PLAIN)},
        error=record.error,
        cells=cells,
    )


def _unfinished(*, has_begun: bool, job: wire.JobState) -> wire.StepState:
    if job == "running":
        return "running" if has_begun else "waiting"
    if not has_begun:
        return "skipped"
    return "failed" if job == "lost" else "cancelled"


def _package_directory(root: Path, files: _Files) -> str | None:
    if files.request.kind == "verify":
        return None
    made = Path(files.request.directory) / "package"
    source = Path(files.request.source)
    package = made if made.is_dir() else source if source.is_dir() else None
    return None if package is None else _below(root, package)


def _executed(root: Path, files: _Files) -> str | None:
    if files.record is None or not files.record.executed_notebook:
        return None
    return _below(root, Path(files.request.directory) / files.record.executed_notebook)


def _report(root: Path, run: Path) -> str | None:
    page = run / "run.html"
    return _below(root, page) if page.is_file() else None


def _below(root: Path, path: Path) -> str | None:
    """The contents manager's path of something below the root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None
