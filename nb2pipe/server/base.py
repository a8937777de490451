"""What every route does: know the user, bound and decode the request, answer in JSON, leak nothing."""

from __future__ import annotations

import asyncio
import http
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError

from nb2pipe.errors import Nb2PipeError
from nb2pipe.server.paths import Confinement
from nb2pipe.server.rejection import RequestError, bad_request
from nb2pipe.server.sharing import SETTING, Shared
from nb2pipe.server.wire.base import Message, Problem

if TYPE_CHECKING:
    from nb2pipe.server.worker import Reply

Request = TypeVar("Request", bound=Message)
Result = TypeVar("Result")


class Route(APIHandler):
    """Base of all routes; each verb is `@authenticated` and `@authorized` where it is defined."""

    #: What an authorizer may grant or deny.
    auth_resource = "nb2pipe"

    @property
    def shared(self) -> Shared:
        """What the routes of this server share."""
        shared: Shared = self.settings[SETTING]
        return shared

    @property
    def confinement(self) -> Confinement:
        """The folder that requests may name files in."""
        return Confinement.of(self.contents_manager)

    async def prepare(self) -> None:  # type: ignore[override]  # as Jupyter's own handlers do
        """Know the user first, then refuse what is too large."""
        await super().prepare()
        limit = self.shared.largest_request
        if len(self.request.body) > limit:
            message = f"the request has {len(self.request.body)} bytes; at most {limit} are taken"
            raise RequestError(413, message, reason="too-large")

    def decode(self, kind: type[Request]) -> Request:
        """The request's body, checked."""
        try:
            return msgspec.json.decode(self.request.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise bad_request(f"the request is no {kind.__name__}: {error}") from None

    async def aside(self, work: Callable[[], Result]) -> Result:
        """Touch files in a thread, for a disk may be slow; what a user can cause is a problem with its message."""
        try:
            return await asyncio.get_running_loop().run_in_executor(None, work)
        except Nb2PipeError as error:
            raise bad_request(error.problem.replace(f"{self.confinement.root}/", "")) from None

    async def answer(self, message: Message) -> None:
        """Send a message."""
        await self.finish(msgspec.json.encode(message))

    async def pass_on(self, reply: Reply) -> None:
        """Send what an analyst answered."""
        self.set_status(reply.status)
        await self.finish(reply.body)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Send a problem; of an exception that nobody foresaw only that it happened, the log has the rest."""
        exc_info = kwargs.get("exc_info")
        error = exc_info[1] if isinstance(exc_info, tuple) else None
        self.set_header("Content-Type", "application/json")
        self.finish(msgspec.json.encode(_problem_of(error, status_code)))


def _problem_of(error: BaseException | None, status: int) -> Problem:
    if isinstance(error, RequestError):
        return error.problem
    phrase = http.HTTPStatus(status).phrase
    if isinstance(error, HTTPError) and status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
        return Problem(message=error.log_message or phrase, reason=phrase.lower().replace(" ", "-"))
    return Problem(message="nb2pipe met an error of its own; the server's log has the details", reason="internal")
