"""Literals -> their values."""

from __future__ import annotations

import libcst as cst


def literal_text(node: cst.SimpleString) -> str | bytes:
    """The value of a string; one without escapes and prefixes, as most are, without compiling it."""
    text = node.value
    quote = text[0]
    if quote in "'\"" and "\\" not in text and text[1:3] != quote * 2:
        return text[1:-1]
    return node.evaluated_value
