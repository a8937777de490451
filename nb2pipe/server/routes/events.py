"""A socket on which a browser sees its jobs go on."""

from __future__ import annotations

import asyncio
import contextlib
import functools

import msgspec
from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from nb2pipe.server.jobs.watching import JobWatch
from nb2pipe.server.paths import Confinement
from nb2pipe.server.wire.jobs import Follow

#: Seconds between two looks at the files of the jobs.
_PERIOD = 0.4
#: Bytes that a client may send at once: it has little to say.
_LARGEST_MESSAGE = 4096


class EventsSocket(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """Tells about running jobs until the browser goes away; the jobs do not mind."""

    auth_resource = "nb2pipe"

    @ws_authenticated
    @authorized
    async def get(self, *args: str, **kwargs: str) -> None:
        """Open the socket for a user that the server knows."""
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Begin to watch."""
        super().open(*args, **kwargs)
        self._watch = JobWatch(Confinement.of(self.contents_manager).root)
        self._followed: str | None = None
        self._task = asyncio.ensure_future(self._tell())

    def on_message(self, message: str | bytes) -> None:
        """The browser wants another job's log."""
        if len(message) > _LARGEST_MESSAGE:
            self.close(1009, "too large")
            return
        try:
            wanted = msgspec.json.decode(message, type=Follow)
        except msgspec.DecodeError:
            self.close(1003, "no such message")
            return
        self._followed = wanted.follow

    def on_close(self) -> None:
        """Stop watching."""
        if hasattr(self, "_task"):
            self._task.cancel()
        super().on_close()

    async def _tell(self) -> None:
        with contextlib.suppress(WebSocketClosedError):
            while True:
                look = functools.partial(self._watch.news, followed=self._followed)
                for event in await asyncio.get_running_loop().run_in_executor(None, look):
                    await self.write_message(msgspec.json.encode(event).decode())
                await asyncio.sleep(_PERIOD)
