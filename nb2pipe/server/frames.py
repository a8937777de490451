"""Messages between a server and its analyst: four bytes of length, then msgpack."""

from __future__ import annotations

import struct
from typing import IO, TypeVar

import msgspec

_LENGTH = struct.Struct(">I")


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A request that an analyst shall answer; its paths have been confined."""

    name: str
    #: The request's JSON, which the server has checked.
    body: bytes
    #: The notebook, package or folder that the request is about.
    path: str = ""
    #: The folder to write to.
    target: str | None = None
    #: The server's root, which answers must not tell.
    root: str


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a task as HTTP has it."""

    status: int
    body: bytes


Frame = TypeVar("Frame", Task, Reply)


def write_frame(stream: IO[bytes], frame: Task | Reply) -> None:
    """Send one message."""
    data = msgspec.msgpack.encode(frame)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes], kind: type[Frame]) -> Frame | None:
    """The next message; None if the other side has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return msgspec.msgpack.decode(data, type=kind) if len(data) == length else None
