"""Whether code is ready for a name to be missing: `try: name … except NameError`."""

from __future__ import annotations

import libcst as cst

from nb2pipe.syntax.walk import children, walk

_CATCHES_NAME_ERROR = {"NameError", "UnboundLocalError", "Exception", "BaseException"}


def is_always_guarded(root: cst.CSTNode, name: str) -> bool:
    """Whether the name stands in the code, and only where a handler of NameError is around it."""
    found = False
    stack: list[tuple[cst.CSTNode, bool]] = [(root, False)]
    while stack:
        node, is_guarded = stack.pop()
        if isinstance(node, cst.Name) and node.value == name:
            found = True
            if not is_guarded:
                return False
        for child in children(node):
            is_body = isinstance(node, cst.Try) and child is node.body and any(map(_catches, node.handlers))
            stack.append((child, is_guarded or is_body))
    return found


def _catches(handler: cst.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(isinstance(node, cst.Name) and node.value in _CATCHES_NAME_ERROR for node in walk(handler.type))
