"""How deep code is nested: before parsing, so that the native parser keeps its stack, and after it."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.syntax.walk import children

#: The deepest tree that walks by recursion can follow.
MAX_DEPTH = 300
#: What has fewer characters and passes `is_too_deep_to_parse` has fewer levels: each takes two at least.
_SHORTEST_DEEP = 2 * MAX_DEPTH
#: Beyond this the native parser ends the process.
_MOST_BRACKETS = 150
_MOST_REPEATED = 500
_BRACKET = re.compile(r"[()\[\]{}]")
_REPEATED = re.compile(r"(?:[-+~]\s*){150}|(?:(?:not|await|lambda\b[^:\n]*:)\s*){150}")
#: Where another statement begins at the margin.
_BLOCK_START = re.compile(r"^(?!\s|[)\]}]|elif\b|else\b)", re.MULTILINE)
_LONG = 4 * _MOST_REPEATED
#: What begins one more level each time that it stands in a statement.
_NESTING_WORD = re.compile(r"\belse\b|\belif\b|\*\*")


def is_too_deep_to_parse(source: str) -> bool:
    """Whether parsing could take more of the stack than there is; cheap, and only sure for what is far too deep."""
    if len(source) < _MOST_BRACKETS:
        return False
    depth = 0
    for match in _BRACKET.finditer(source):
        depth += 1 if match.group() in "([{" else -1
        if depth > _MOST_BRACKETS:
            return True
    if _REPEATED.search(source) is not None:
        return True
    return len(source) > _LONG and any(
        len(_NESTING_WORD.findall(part)) > _MOST_REPEATED for part in _BLOCK_START.split(source)
    )


def is_too_deep_to_walk(source: str, module: cst.Module) -> bool:
    """Whether the tree has more levels than a walk by recursion can follow."""
    if len(source) < _SHORTEST_DEEP:
        return False
    stack: list[tuple[cst.CSTNode, int]] = [(module, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            return True
        stack.extend((child, depth + 1) for child in children(node))
    return False
