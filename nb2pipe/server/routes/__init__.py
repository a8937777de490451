"""The routes: who may ask, what of, and who answers."""

from __future__ import annotations

from jupyter_server.base.handlers import JupyterHandler

from nb2pipe.server.routes import events, files, live, runs

#: Regular expressions below `nb2pipe/api/`, and their handlers.
ROUTES: tuple[tuple[str, type[JupyterHandler]], ...] = (
    *live.ROUTES,
    *files.ROUTES,
    ("runs/events", events.EventsSocket),
    *runs.ROUTES,
)
