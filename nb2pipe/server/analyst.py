"""The process that does the work: tasks from standard input, replies to standard output, no network, no Jupyter."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from typing import IO

import msgspec

from nb2pipe.errors import Nb2PipeError, RunError, UnreadableNotebook
from nb2pipe.server.answers import ANSWERS
from nb2pipe.server.frames import Reply, Task, read_frame, write_frame
from nb2pipe.server.wire.base import Problem
from nb2pipe.service.desk import Desk

#: One in so many collections looks at everything.
_WHOLE_COLLECTION = 40


def main() -> int:
    """Answer until the server closes the pipe."""
    tasks, replies = _claim_pipes()
    desk = Desk()
    # A whole collection walks all trees that are remembered, which takes longer than a check after an edit. It is made
    # once in a while; after each answer, when nobody waits for it, only what is new is looked at.
    gc.disable()
    answered = 0
    while (task := read_frame(tasks, Task)) is not None:
        write_frame(replies, reply_to(task, desk))
        answered += 1
        gc.collect(1 if answered % _WHOLE_COLLECTION else 2)
    return 0


def reply_to(task: Task, desk: Desk) -> Reply:
    """Do one task; whatever goes wrong is a reply too."""
    try:
        return Reply(status=200, body=msgspec.json.encode(ANSWERS[task.name](task, desk)))
    except UnreadableNotebook as error:
        return _problem(422, error.reason, "unreadable", task)
    except RunError as error:
        return _problem(422, error.problem, "run", task)
    except Nb2PipeError as error:
        return _problem(400, error.problem, "usage", task)
    except Exception:  # noqa: BLE001  # the outermost frame: the next task must find an analyst
        traceback.print_exc()
        return _problem(500, "nb2pipe met an error of its own; the server's log has the details", "internal", task)


def _problem(status: int, message: str, reason: str, task: Task) -> Reply:
    """A problem that speaks of files as the user knows them, relative to the server's root."""
    known = message.replace(f"{task.root}{os.sep}", "").replace(task.root, "the server's folder")
    return Reply(status=status, body=msgspec.json.encode(Problem(message=known, reason=reason)))


def _claim_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the server; whatever else writes to standard output writes to the server's log instead."""
    tasks, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    return tasks, replies


if __name__ == "__main__":
    sys.exit(main())
