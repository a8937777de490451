"""The files of all jobs, looked at again and again -> what a browser has not been told yet."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from nb2pipe.errors import WorkspaceError
from nb2pipe.server.jobs.folder import find_folder, list_folders
from nb2pipe.server.jobs.logs import read_log, tail_offset
from nb2pipe.server.jobs.reading import read_job
from nb2pipe.server.wire.jobs import Event, Job, JobEvent, LogEvent
from nb2pipe.service.clock import local_time

#: Bytes that may have been printed between two looks and are still told.
_LAG = 128 * 1024
#: Stands in a log for what is only in the file.
_LEFT_OUT = "\n[…]\n"


class JobWatch:
    """Knows what one browser has been told."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._has_looked = False
        #: Running jobs as the browser knows them.
        self._running: dict[str, Job] = {}
        self._ended: set[str] = set()
        self._followed: str | None = None
        self._offset = 0

    def news(self, *, followed: str | None) -> list[Event]:
        """What has happened since the last time, and what the followed job has printed.

        The first time, that is all running jobs; of a newly followed job, the end of its log.
        """
        printed = self._printed(followed)
        events = [JobEvent(job=job) for job in self._changed()]
        self._has_looked = True
        return [*printed, *events]

    def _changed(self) -> Iterator[Job]:
        for folder in list_folders(self._root):
            if folder.id in self._ended:
                continue
            with contextlib.suppress(WorkspaceError):
                job = read_job(folder, root=self._root, now=local_time())
                known = self._running.pop(folder.id, None)
                if job.state == "running":
                    self._running[folder.id] = job
                else:
                    self._ended.add(folder.id)
                is_news = self._has_looked or job.state == "running"
                if is_news and (known is None or not _looks_same(known, job)):
                    yield job

    def _printed(self, followed: str | None) -> list[Event]:
        folder = find_folder(self._root, followed) if followed else None
        if folder is None:
            self._followed = None
            return []
        if self._followed != folder.id:
            self._followed, self._offset = folder.id, tail_offset(folder.output)
        # Who prints faster than anybody reads is followed at the end.
        tail = tail_offset(folder.output)
        is_behind = tail - self._offset > _LAG
        part = read_log(folder.output, after=tail if is_behind else self._offset)
        self._offset = part.next
        text = f"{_LEFT_OUT}{part.text}" if is_behind else part.text
        return [LogEvent(id=folder.id, text=text)] if text else []


def _looks_same(one: Job, other: Job) -> bool:
    """Whether nothing has happened but time."""
    return msgspec.structs.replace(one, seconds=0.0) == msgspec.structs.replace(other, seconds=0.0)
