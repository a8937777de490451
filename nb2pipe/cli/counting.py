"""Counts as a person would say them."""

from __future__ import annotations


def counted(count: int, what: str) -> str:
    """`1 cell`, `2 cells`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
