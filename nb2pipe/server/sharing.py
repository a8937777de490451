"""What the routes of one server share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.server.worker import Lane

#: Where the web application's settings hold it.
SETTING = "nb2pipe_shared"


@dataclass(frozen=True, slots=True)
class Shared:
    """One server's analysts and limits."""

    #: Answers while somebody types.
    live: Lane
    #: Answers what may take longer: graphs, packages.
    files: Lane
    #: Bytes.
    largest_request: int
