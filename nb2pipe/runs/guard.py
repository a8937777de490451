"""`python guard.py MARK`: wait for the end of standard input, then end all processes that bear the mark.

Those who descend from them count as well. A byte on standard input means that they may stay.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

#: The variable of the environment that holds the marks.
VARIABLE = "NB2PIPE_FAMILY"
RELEASE = b"."
#: How long a process may take to end by itself once it is asked to.
_GRACE_SECONDS = 1.0
#: Processes can start others while they are being ended; there is an end to that.
_ROUNDS = 20


def main(mark: str) -> None:
    """Wait, then end the family."""
    if sys.stdin.buffer.read():
        return
    for _ in range(_ROUNDS):
        members = _members(mark)
        if not members:
            break
        _end(members)


def _members(mark: str) -> set[psutil.Process]:
    import psutil

    marked = {process for process in psutil.process_iter() if _bears(process, mark)}
    found = set(marked)
    for process in marked:
        with contextlib.suppress(psutil.Error):
            found.update(process.children(recursive=True))
    return {process for process in found if _lives(process)}


def _bears(process: psutil.Process, mark: str) -> bool:
    import psutil

    # Processes of other users hide their environment; they are not ours.
    with contextlib.suppress(psutil.Error, OSError):
        marks: str = process.environ().get(VARIABLE, "")
        return mark in marks.split()
    return False


def _lives(process: psutil.Process) -> bool:
    import psutil

    with contextlib.suppress(psutil.Error):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def _end(processes: set[psutil.Process]) -> None:
    import psutil

    for ask in (psutil.Process.terminate, psutil.Process.kill):
        for process in processes:
            with contextlib.suppress(psutil.Error):
                ask(process)
        _, left = psutil.wait_procs(processes, timeout=_GRACE_SECONDS)
        processes = set(left)


if __name__ == "__main__":
    main(sys.argv[1])
