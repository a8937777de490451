"""What every message shares: frozen, checked when it is decoded, and strict about what it does not know."""

from __future__ import annotations

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the wire; `wire.ts` is generated from its subclasses."""


class Problem(Message, frozen=True, kw_only=True):
    """The body of every answer whose status is 400 or more."""

    message: str
    #: Such as `bad-request`, `not-found`, `too-large`, `usage`, `unreadable`, `timeout`, `internal`.
    reason: str
