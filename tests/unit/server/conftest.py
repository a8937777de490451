"""A real Jupyter server with the extension, for these tests only: elsewhere its automatic fixtures would cost time."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import msgspec
import pytest
from pytest_jupyter.jupyter_core import *  # noqa: F403  # fixtures and the hooks that run coroutines
from pytest_jupyter.jupyter_server import *  # noqa: F403
from tornado.httpclient import HTTPClientError
from traitlets.config import Config

from nb2pipe.server.wire.notebook import LiveCell, LiveNotebook

#: (verb, route below nb2pipe/api, body) -> (status, decoded body).
Ask = Callable[..., Awaitable[tuple[int, object]]]


@pytest.fixture
def jp_server_config() -> Config:
    return Config(
        {
            "ServerApp": {
                "jpserver_extensions": {"nb2pipe": True, "jupyter_server_terminals": False},
                "allow_unauthenticated_access": False,
                "open_browser": False,
            }
        }
    )


@pytest.fixture
def ask(jp_fetch) -> Ask:
    """Send a request; an error's answer comes back like any other."""

    async def send(verb: str, route: str, body: object = None, **options: object) -> tuple[int, object]:
        data = None if verb == "GET" else body if isinstance(body, bytes) else msgspec.json.encode(body)
        try:
            response = await jp_fetch(
                "nb2pipe", "api", *route.split("/"), method=verb, body=data, request_timeout=120, **options
            )
        except HTTPClientError as error:
            response = error.response
        return response.code, json.loads(response.body)

    return send


def live(*cells: str | LiveCell, path: str = "nb.ipynb", **settings: object) -> LiveNotebook:
    """A live notebook; text is a code cell `c0`, `c1`, …"""
    return LiveNotebook(
        path=path,
        cells=[
            LiveCell(id=f"c{index}", type="code", source=cell) if isinstance(cell, str) else cell
            for index, cell in enumerate(cells)
        ],
        **settings,
    )
