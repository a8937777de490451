"""Standard input -> a watch on the process that started this one: what it started ends with it, however it ended."""

from __future__ import annotations

import contextlib
import os
import signal
import threading


def end_with_parent() -> None:
    """Watch standard input, whose other end only the parent holds; the code to come finds an empty one in its place.

    A pipe is closed by whatever ends the process that holds it, on every system, SIGKILL included.
    """
    lifeline = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=_wait, args=(lifeline,), name="nb2pipe-lifeline", daemon=True).start()


def _wait(lifeline: int) -> None:
    while True:
        try:
            if not os.read(lifeline, 1):
                break
        except OSError:
            return  # the user's code has closed it: nothing is known from now on
    _end_family()


def _end_family() -> None:
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        with contextlib.suppress(OSError):
            os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)
