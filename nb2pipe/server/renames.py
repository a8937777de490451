"""What the contents manager renames -> the jobs that follow it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from nb2pipe.server.jobs.renaming import rename_jobs
from nb2pipe.server.paths import Confinement
from nb2pipe.server.rejection import RequestError

if TYPE_CHECKING:
    from jupyter_events import EventLogger
    from jupyter_server.services.contents.manager import ContentsManager


def follow_renames(contents: ContentsManager) -> None:
    """Listen to the contents manager as long as the server lives."""

    async def on_event(logger: EventLogger, schema_id: str, data: dict[str, object]) -> None:  # noqa: ARG001
        # Not aside: who asks for the history after a rename shall find it.
        if data["action"] == "rename":
            with contextlib.suppress(RequestError):
                confinement = Confinement.of(contents)
                old, new = (confinement.locate(str(data[key])) for key in ("source_path", "path"))
                rename_jobs(confinement.root, old=old, new=new)

    contents.event_logger.add_listener(schema_id=contents.event_schema_id, listener=on_event)
