"""Code nested deeply: what no parser is given, and room for the rest.

Where brackets are nested more deeply than Python allows, the native parser runs out of stack, which ends the process;
Python's own says so and refuses.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: `MAXLEVEL` of CPython's tokenizer.
MAX_DEPTH = 200
#: Calls in each other while a tree is followed, more than Python's own limit and as many as its stack surely holds.
RECURSION_LIMIT = 6_000
_TOKEN = re.compile(r"\'\'\'|\"\"\"|['\"#\n]|[\[\](){}]|\\\\.", re.DOTALL)


def line_of_deep_nesting(source: str) -> int | None:
    """The line on which the brackets get too deep; None, at next to no cost, for every other source."""
    if source.count("(") + source.count("[") + source.count("{") <= MAX_DEPTH:
        return None
    depth, quote, is_comment = 0, "", False
    for found in _TOKEN.finditer(source):
        mark = found.group()
        if mark == "\n":
            # A comment and a plain string end with their line.
            is_comment, quote = False, quote if len(quote) == 3 else ""
        elif is_comment:
            continue
        elif quote:
            quote = "" if mark == quote else quote
        elif mark == "#":
            is_comment = True
        elif mark[0] in "'\"":
            quote = mark
        elif mark in "([{":
            depth += 1
            if depth > MAX_DEPTH:
                return source.count("\n", 0, found.start()) + 1
        elif mark in ")]}":
            depth = max(0, depth - 1)
    return None


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Let functions that follow a tree call themselves as deeply as long chains of operators need."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
