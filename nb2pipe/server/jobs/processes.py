"""A job's process: started apart from the server, recognized later, ended when somebody wants it."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import psutil

from nb2pipe.runs.liveness import find_process
from nb2pipe.server.jobs.folder import JobFolder, JobProcess, JobRequest, make_folder
from nb2pipe.server.wire.jobs import StartRequest
from nb2pipe.service.clock import local_time, random_token

#: Seconds that a cancelled job gets to end by itself.
_GRACE = 10.0


def start_job(request: StartRequest, *, root: Path, source: Path, now: datetime | None = None) -> JobFolder:
    """Start the process of a new job; raises WorkspaceError if its files cannot be written."""
    started = now or local_time()
    id_ = f"{started:%Y%m%d-%H%M%S}-{random_token()}"
    folder = make_folder(root, id_)
    folder.write(
        "job.json",
        JobRequest(
            id=id_,
            kind=request.kind,
            source=str(source),
            directory=str(source.parent / "runs" / id_),
            started=started.isoformat(),
            parameters=request.parameters,
            with_notebook=request.with_notebook,
        ),
    )
    with folder.output.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "nb2pipe.server.jobs.detached", str(folder.path)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Neither Ctrl-C at the server's terminal nor the server's end is the job's end.
            start_new_session=True,
        )
    folder.write("process.json", JobProcess(pid=process.pid, created=psutil.Process(process.pid).create_time()))
    # Who waits for it keeps the system from showing it as a zombie.
    threading.Thread(target=process.wait, daemon=True).start()
    return folder


def is_alive(folder: JobFolder) -> bool:
    """Whether the job's process is still there."""
    return _process_of(folder) is not None


def cancel_job(folder: JobFolder) -> None:
    """Ask the job to end, as Ctrl-C does, and make sure that it does."""
    process = _process_of(folder)
    if process is None:
        return
    folder.write("cancelled", "")
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGINT)
    threading.Thread(target=_end_family, args=(process,), daemon=True).start()


def _end_family(process: psutil.Process) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        family = [process, *process.children(recursive=True)]
        _, alive = psutil.wait_procs([process], timeout=_GRACE)
        if alive:
            for member in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    member.kill()


def _process_of(folder: JobFolder) -> psutil.Process | None:
    known = folder.process
    return None if known is None else find_process(known.pid, known.created)
