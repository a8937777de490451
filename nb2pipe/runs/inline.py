"""The engine that is always there: one step after the other, each in a fresh process on this machine."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import FileIO
from pathlib import Path

from nb2pipe.errors import RunError, WorkspaceError
from nb2pipe.model.manifest import ManifestStep
from nb2pipe.model.runs import RunRecord, RunState, StepRecord
from nb2pipe.runs.engine import RunRequest, Unwatched, Watcher
from nb2pipe.runs.environment import step_environment
from nb2pipe.runs.family import family
from nb2pipe.runs.folder import artifact_paths, artifact_record, claim_folder, read_record, write_record
from nb2pipe.runs.inside.plain import plain
from nb2pipe.runs.liveness import end_record, this_process
from nb2pipe.runs.messages import StepResult, capture_path, read_result, worker_request
from nb2pipe.runs.overrides import check_names
from nb2pipe.runs.process import describe_status, run_process
from nb2pipe.scratch import scratch_folder

_WORKER = Path(__file__).with_name("worker.py")


class InlineEngine:
    """Runs steps here and now, in the order of the manifest."""

    def run(self, request: RunRequest, *, now: Callable[[], datetime], watcher: Watcher | None = None) -> RunRecord:
        """Run all steps; after one that fails, or after Ctrl-C, the others are skipped."""
        check_names(request.manifest, request.overrides)
        claim_folder(request.folder)
        with family(os.environ) as members, scratch_folder() as scratch:
            record = _Run(request, now, watcher or Unwatched(), scratch, members.environment).run()
            if record.state is RunState.SUCCEEDED and not request.ends_background:
                members.release()
            return record


@dataclass(frozen=True, slots=True)
class _Run:
    """What the steps of one run have in common."""

    request: RunRequest
    now: Callable[[], datetime]
    watcher: Watcher
    scratch: Path
    #: What the processes of steps inherit.
    variables: Mapping[str, str]

    def run(self) -> RunRecord:
        started = self.now()
        record = _first_record(self.request, started)
        write_record(self.request.folder, record)
        try:
            return self._run_steps(record, started)
        except BaseException as error:
            state = RunState.CANCELLED if isinstance(error, KeyboardInterrupt) else RunState.FAILED
            end_record(self.request.folder, read_record(self.request.folder), state, str(error))
            raise

    def _run_steps(self, record: RunRecord, started: datetime) -> RunRecord:
        for step in self.request.manifest.steps:
            if record.state is RunState.RUNNING:
                result, step_record = self._run_step(step)
                record = _with_result(record, result)
            else:
                step_record = StepRecord(step.name, RunState.SKIPPED, 0.0)
            self.watcher.ended(step_record)
            if step_record.state in (RunState.FAILED, RunState.CANCELLED):
                record = replace(record, state=step_record.state)
            record = replace(record, steps=(*record.steps, step_record), seconds=_seconds(started, self.now()))
            write_record(self.request.folder, record)
        if record.state is RunState.RUNNING:
            record = replace(record, state=RunState.SUCCEEDED)
        write_record(self.request.folder, record)
        return record

    def _run_step(self, step: ManifestStep) -> tuple[StepResult, StepRecord]:
        started = self.now()
        log = f"logs/{step.name}.txt"
        self.watcher.started(step.name)
        try:
            result = self._call_worker(step, self.request.folder / log)
            state = RunState.FAILED if result.error else RunState.SUCCEEDED
        except KeyboardInterrupt:
            result, state = StepResult(error="cancelled"), RunState.CANCELLED
        artifacts = artifact_paths(step.name, step.artifacts) if state is RunState.SUCCEEDED else {}
        return result, StepRecord(
            name=step.name,
            state=state,
            seconds=_seconds(started, self.now()),
            artifacts=tuple(
                artifact_record(self.request.folder, stored, path)
                for names, path in artifacts.items()
                if (stored := tuple(name for name in names if name not in result.unstored))
            ),
            metrics=dict(result.metrics) if state is RunState.SUCCEEDED else None,
            error=result.error,
            log=log,
        )

    def _call_worker(self, step: ManifestStep, log: Path) -> StepResult:
        request = self.request
        document = worker_request(request, step, scratch=self.scratch)
        path = self.scratch / f"{step.name}.request.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        log.parent.mkdir(exist_ok=True)
        if step.name in request.captures:
            capture_path(request, step.name).parent.mkdir(exist_ok=True)
        environment = step_environment(
            self.variables, package=request.package.resolve(), root=request.root.resolve(), hash_seed=request.hash_seed
        )
        # Unbuffered: what finds no room is not tried again when the file is closed.
        with log.open("wb", buffering=0) as file:

            def on_output(text: str) -> None:
                _write_to_log(file, text)
                self.watcher.printed(step.name, text)

            try:
                status = run_process(
                    [request.python, str(_WORKER), str(path)],
                    cwd=request.root,
                    environment=environment,
                    on_output=on_output,
                    timeout=request.timeout,
                )
            except subprocess.TimeoutExpired:
                return StepResult(error=f"did not end within {request.timeout:g} s")
            except WorkspaceError as error:
                return StepResult(error=str(error))
            except OSError as error:
                raise RunError(f"can't start {request.python} in {request.root}: {error.strerror}") from error
        result = read_result(Path(str(document["result"])), step, request.manifest.notebook)
        return result or StepResult(error=describe_status(status))


def _write_to_log(log: FileIO, text: str) -> None:
    rest = memoryview(text.encode())
    try:
        while rest:
            rest = rest[log.write(rest) :]
    except OSError as error:
        raise WorkspaceError(f"{log.name}: can't be written: {error.strerror}") from error


def _first_record(request: RunRequest, started: datetime) -> RunRecord:
    manifest = request.manifest
    return RunRecord(
        id=request.id,
        package=manifest.name,
        version=manifest.version,
        notebook=manifest.notebook,
        notebook_digest=manifest.notebook_digest,
        state=RunState.RUNNING,
        started=started.isoformat(),
        seconds=0.0,
        parameters={name: plain(value) for name, value in request.overrides.items()},
        steps=(),
        process=this_process(),
    )


def _with_result(record: RunRecord, result: StepResult) -> RunRecord:
    parameters = dict(result.parameters) or record.parameters
    return replace(record, parameters=parameters, python=record.python or result.python)


def _seconds(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds()
