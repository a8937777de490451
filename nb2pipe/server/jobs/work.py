"""A job's folder -> its work done, and how it ended written down."""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path

import msgspec

from nb2pipe import service
from nb2pipe.errors import Nb2PipeError, Refused
from nb2pipe.model.runs import RunState, StepRecord
from nb2pipe.model.verification import VerificationReport
from nb2pipe.server.answers.documents import to_wire_findings
from nb2pipe.server.jobs.folder import JobFolder, JobRequest, Outcome
from nb2pipe.server.wire.jobs import CheckedVariable, Verification
from nb2pipe.service.documents import find_notebook


def do_job(path: str) -> None:
    """Do the job of that folder and write down how it ended."""
    folder = JobFolder(Path(path))
    begun = time.monotonic()
    outcome = _do(folder)
    folder.write("outcome.json", msgspec.structs.replace(outcome, seconds=time.monotonic() - begun))


def _do(folder: JobFolder) -> Outcome:
    try:
        request = folder.request
        return _run(folder, request) if request.kind == "run" else _verify(folder, request)
    except KeyboardInterrupt:
        return Outcome(state="cancelled")
    except Refused as refusal:
        findings = to_wire_findings(refusal.findings, find_notebook(refusal.path))
        return Outcome(state="refused", error=str(refusal), findings=findings)
    except Nb2PipeError as error:
        _say(error.problem)
        return Outcome(state="failed", error=error.problem)
    except Exception:  # noqa: BLE001  # the outermost frame: how it ended must be written down
        traceback.print_exc()
        return Outcome(state="failed", error="nb2pipe met an error of its own; the job's log has the details")


def _run(folder: JobFolder, request: JobRequest) -> Outcome:
    def tell(progress: str) -> None:
        folder.write("progress.txt", progress)

    tell("converting the notebook")
    report = service.run(
        request.source,
        directory=request.directory,
        assignments=[f"{name}={value}" for name, value in request.parameters.items()],
        with_notebook=request.with_notebook,
        root=str(Path(request.source).parent),
        watcher=_Watcher(folder),
        progress=tell,
    )
    record = report.record
    if record.error:
        _say(record.error)
    states = {RunState.SUCCEEDED: "succeeded", RunState.CANCELLED: "cancelled"}
    return msgspec.convert({"state": states.get(record.state, "failed"), "error": record.error}, Outcome)


def _verify(folder: JobFolder, request: JobRequest) -> Outcome:
    def tell(progress: str) -> None:
        folder.write("progress.txt", progress)
        _say(progress)

    tell("converting the notebook")
    report = service.verify(request.source, progress=tell)
    return Outcome(state="succeeded", verification=_to_wire(report))


def _to_wire(report: VerificationReport) -> Verification:
    return Verification(
        equivalent=report.equivalent,
        variables=[
            CheckedVariable(step=step.step, name=variable.name, status=variable.status.value, detail=variable.detail)
            for step in report.steps
            for variable in step.variables
        ],
        notebook_seconds=report.notebook_seconds,
        pipeline_seconds=report.pipeline_seconds,
        pinned=list(report.pinned),
    )


class _Watcher:
    """Tells what a run does, in the job's files."""

    def __init__(self, folder: JobFolder) -> None:
        self._folder = folder

    def started(self, step: str) -> None:
        """A step has begun."""
        self._folder.write("progress.txt", f"running `{step}`")
        _say(f"--- {step}")

    def printed(self, step: str, text: str) -> None:  # noqa: ARG002  # the protocol's signature
        """A step has printed something."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def ended(self, record: StepRecord) -> None:
        """A step is over, or was skipped."""
        if record.error:
            _say(record.error)


def _say(text: str) -> None:
    """Print at once: somebody may be reading."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
