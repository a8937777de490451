"""A task and a lane -> the analyst's reply, or the rejection that a lost analyst means."""

from __future__ import annotations

from nb2pipe.server.rejection import RequestError
from nb2pipe.server.worker import AnalystError, Lane, Reply, Task


async def ask(lane: Lane, task: Task) -> Reply:
    """The reply to a task that has no rival."""
    reply = await ask_newest(lane, task, key=None, version=0)
    assert reply is not None  # noqa: S101  # only tasks with a key are superseded
    return reply


async def ask_newest(lane: Lane, task: Task, *, key: object, version: int) -> Reply | None:
    """The reply; None if there is a newer task of the same key."""
    try:
        return await lane.answer(task, key=key, version=version)
    except AnalystError as error:
        if error.was_slow:
            raise RequestError(504, "the notebook takes too long to analyze", reason="timeout") from None
        raise RequestError(500, "the analysis crashed; the server's log has the details", reason="internal") from None
