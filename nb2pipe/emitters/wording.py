"""Names -> the words around them in docstrings and documents."""

from __future__ import annotations

from collections.abc import Iterable


def english_list(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
