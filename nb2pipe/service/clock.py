"""The outside world's time and chance, as the service's defaults."""

from __future__ import annotations

from datetime import datetime


def local_time() -> datetime:
    """The current time with its zone."""
    return datetime.now().astimezone()


def random_token() -> str:
    """Six hexadecimal digits, to tell runs of one second apart."""
    import secrets

    return secrets.token_hex(3)
