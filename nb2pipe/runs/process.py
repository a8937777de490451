"""A command -> its exit status, with its output streamed while it runs and its whole family killed on Ctrl-C.

The command finds a pipe at its standard input, which is open for as long as we live.
"""

from __future__ import annotations

import codecs
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

#: How long a command may take to end by itself once it is asked to, and output to arrive once it has ended.
_GRACE_SECONDS = 2.0


def run_process(
    command: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    on_output: Callable[[str], None],
    timeout: float | None = None,
) -> int:
    """Run the command to its end and return its status, negative if a signal ended it.

    `on_output` gets stdout and stderr as they come, from another thread; what it raises is raised here in the end.
    Raises TimeoutExpired for a command that was ended because it took more seconds than it may.
    """
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        # Nothing is ever written: its end tells the command that we are gone, whatever ended us.
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
        # Its own group, so that it and its children can be killed together.
        start_new_session=True,
    )
    assert process.stdin is not None  # noqa: S101  for mypy: it is a pipe
    assert process.stdout is not None  # noqa: S101  the same
    reader = _Reader(process.stdout, on_output)
    reader.start()
    try:
        status = process.wait(timeout)
    except BaseException:  # Ctrl-C above all; nothing may outlive us
        _kill(process)
        raise
    finally:
        # A grandchild that runs on may hold the pipe open for ever.
        reader.stop(_GRACE_SECONDS)
        process.stdin.close()
    if reader.error is not None:
        raise reader.error
    return status


def describe_status(status: int) -> str:
    """A sentence about a step's process that ended without saying why."""
    return describe_end(status, what="the process") + (" and left no result" if status >= 0 else "")


def describe_end(status: int, *, what: str) -> str:
    """How a process ended, by its status."""
    if status >= 0:
        return f"{what} ended with status {status}"
    name = signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"
    hint = "; was there enough memory?" if name == "SIGKILL" else ""
    return f"{what} was ended by {name}{hint}"


class _Reader(threading.Thread):
    """Passes on what arrives in a pipe; reads on if that fails, for a full pipe would stop the process."""

    def __init__(self, pipe: IO[bytes], on_output: Callable[[str], None]) -> None:
        super().__init__(daemon=True)
        self.error: Exception | None = None
        self._pipe = pipe
        self._on_output = on_output
        self._is_stopped = False

    def run(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        while chunk := os.read(self._pipe.fileno(), 65536):
            self._pass_on(decoder.decode(chunk))
        self._pass_on(decoder.decode(b"", final=True))
        self._pipe.close()

    def stop(self, grace_seconds: float) -> None:
        """Wait for the end of the pipe, but not for ever; pass nothing on from now."""
        self.join(grace_seconds)
        self._is_stopped = True

    def _pass_on(self, text: str) -> None:
        if not text or self._is_stopped or self.error is not None:
            return
        try:
            self._on_output(text)
        except Exception as error:  # noqa: BLE001  raised again in the thread that called `run_process`
            self.error = error


def _kill(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(_GRACE_SECONDS)
        except (ProcessLookupError, PermissionError):
            break
        except subprocess.TimeoutExpired:
            continue
        else:
            break
    process.wait()
