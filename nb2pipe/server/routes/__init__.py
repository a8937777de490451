"""The routes: who may ask, what of, and who answers."""

from __future__ import annotations

from nb2pipe.server.base import Route
from nb2pipe.server.routes import files, live, runs

#: Regular expressions below `nb2pipe/api/`, and their handlers.
ROUTES: tuple[tuple[str, type[Route]], ...] = (*live.ROUTES, *files.ROUTES, *runs.ROUTES)
