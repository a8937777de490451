"""How deep code is nested: what no parser is given, what no walk follows, and room for the rest.

Where code is nested too deeply the native parser runs out of stack, which ends the process; so it is measured before.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import libcst as cst

from nb2pipe.syntax.walk import children

#: `MAXLEVEL` of CPython's tokenizer.
_MOST_BRACKETS = 200
#: The deepest tree that walks by recursion can follow.
_MOST_LEVELS = 300
#: Calls in each other while a tree is followed, more than Python's own limit and as many as its stack surely holds.
RECURSION_LIMIT = 6_000
#: What has fewer characters and passes `is_too_deep_to_parse` has fewer levels: each takes two at least.
_SHORTEST_DEEP = 2 * _MOST_LEVELS
_TOKEN = re.compile(r"[fF]?[rR]?[fF]?(?:\'\'\'|\"\"\"|['\"])|[#\n]|[\[\](){}]|\\.", re.DOTALL)
_REPEATED = re.compile(r"(?:[-+~]\s*){150}|(?:(?:not|await|lambda\b[^:\n]*:)\s*){150}")
_MOST_REPEATED = 500
_LONG = 4 * _MOST_REPEATED
#: Where another statement begins at the margin.
_BLOCK_START = re.compile(r"^(?!\s|[)\]}]|elif\b|else\b)", re.MULTILINE)
#: What begins one more level each time that it stands in a statement.
_NESTING_WORD = re.compile(r"\belse\b|\belif\b|\*\*")


def line_of_deep_nesting(source: str) -> int | None:
    """The line on which the brackets get deeper than Python allows; None, at next to no cost, for most sources.

    What an f-string holds counts, whether it is code or text.
    """
    if source.count("(") + source.count("[") + source.count("{") <= _MOST_BRACKETS:
        return None
    depth, quote, is_comment, is_format = 0, "", False, False
    for found in _TOKEN.finditer(source):
        mark = found.group()
        if mark == "\n":
            # A comment and a plain string end with their line.
            is_comment, quote = False, quote if len(quote) == 3 else ""
        elif is_comment or mark[0] == "\\":
            continue
        elif mark[-1] in "'\"":
            kind = mark.rstrip("'\"")
            if not quote:
                quote, is_format = mark[len(kind) :], "f" in kind.lower()
            elif mark[len(kind) :] == quote:
                quote = ""
        elif mark == "#":
            is_comment = not quote
        elif quote and not is_format:
            continue
        elif mark in "([{":
            depth += 1
            if depth > _MOST_BRACKETS:
                return source.count("\n", 0, found.start()) + 1
        else:
            depth = max(0, depth - 1)
    return None


def is_too_deep_to_parse(source: str) -> bool:
    """Whether operators, conditions or branches could take more of the stack than there is; only sure for many."""
    if _REPEATED.search(source) is not None:
        return True
    return len(source) > _LONG and any(
        len(_NESTING_WORD.findall(part)) > _MOST_REPEATED for part in _BLOCK_START.split(source)
    )


def is_too_deep_to_walk(source: str, module: cst.Module) -> bool:
    """Whether the tree has more levels than a walk by recursion can follow."""
    if len(source) < _SHORTEST_DEEP:
        return False
    level: list[cst.CSTNode] = [module]
    for _ in range(_MOST_LEVELS + 1):
        level = [child for node in level for child in children(node)]
        if not level:
            return False
    return True


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Let functions that follow a tree call themselves as deeply as long chains of operators need."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
