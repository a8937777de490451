"""An analyst in a process of its own, and the lane in which requests wait for it.

A notebook that takes long, or forever, costs its own request; neither the server nor the next request wait for it.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from nb2pipe.server.frames import Reply, Task, read_frame, write_frame

__all__ = ["Lane", "Reply", "Task"]


class AnalystError(Exception):
    """The analyst ended without an answer: it was stopped for taking too long, or it crashed."""

    def __init__(self, *, was_slow: bool) -> None:
        super().__init__("the analyst took too long" if was_slow else "the analyst crashed")
        self.was_slow = was_slow


class Lane:
    """One analyst, started when it is needed, and the order in which it answers."""

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._turn = asyncio.Lock()
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="nb2pipe-lane")
        self._process: subprocess.Popen[bytes] | None = None
        #: Key -> the version of its newest task, and that task.
        self._newest: dict[object, tuple[int, Task]] = {}

    async def answer(self, task: Task, *, key: object = None, version: int = 0) -> Reply | None:
        """The analyst's answer; None if a newer task of the same key waits for its turn, or came while this one did.

        Raises AnalystError.
        """
        if key is not None:
            # What was sent first need not come first.
            if key in self._newest and self._newest[key][0] > version:
                return None
            self._newest[key] = version, task
        try:
            async with self._turn:
                if key is not None and self._newest[key][1] is not task:
                    return None
                return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, task)
        finally:
            if key in self._newest and self._newest[key][1] is task:
                del self._newest[key]

    def close(self) -> None:
        """End the analyst, whatever it is doing."""
        process = self._process
        if process is not None:
            process.kill()
        self._threads.shutdown(wait=True)
        self._forget()

    def _ask(self, task: Task) -> Reply:
        process = self._running_process()
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            process.kill()

        timer = threading.Timer(self._patience, stop)
        timer.start()
        try:
            reply = _exchange(process, task)
        finally:
            timer.cancel()
        if reply is None:
            self._forget()
            raise AnalystError(was_slow=stopped.is_set())
        return reply

    def _running_process(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._forget()
        if self._process is None:
            # -P: a module of somebody's project in the current folder is not imported, for that would run its code.
            command = [sys.executable, "-P", "-m", "nb2pipe.server.analyst"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            # Leaving the context waits for the process and closes its pipes.
            with process:
                pass


def _exchange(process: subprocess.Popen[bytes], task: Task) -> Reply | None:
    assert process.stdin is not None  # noqa: S101  # both are pipes
    assert process.stdout is not None  # noqa: S101
    try:
        write_frame(process.stdin, task)
        return read_frame(process.stdout, Reply)
    except (OSError, ValueError):
        return None
