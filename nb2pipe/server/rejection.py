"""Why a request is answered with an error."""

from __future__ import annotations

from tornado.web import HTTPError

from nb2pipe.server.wire.base import Problem


class RequestError(HTTPError):
    """A request that cannot be answered; its problem is the body of the answer."""

    def __init__(self, status: int, message: str, *, reason: str) -> None:
        super().__init__(status, message.replace("%", "%%"), reason=reason)
        self.problem = Problem(message=message, reason=reason)


def bad_request(message: str) -> RequestError:
    """The request makes no sense."""
    return RequestError(400, message, reason="bad-request")


def not_found(path: str) -> RequestError:
    """No such file, or none that the server may touch: which of the two is not said."""
    return RequestError(404, f"no such file or folder: {path!r}", reason="not-found")
