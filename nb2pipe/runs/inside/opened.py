"""Files that code opens for reading, and folders that it writes to, noted by an audit hook."""

from __future__ import annotations

import os
import sys
from json import dumps
from typing import Any

from .artifacts import publish

#: Flags of `os.open` for which a file is not only read.
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class OpenedFiles:
    """Paths that were opened since this was made: what was given relative, and what lies below the folder."""

    def __init__(self, root: str) -> None:
        self._root = os.path.abspath(root)
        self._paths: dict[str, None] = {}
        self._is_active = True
        sys.addaudithook(self._hear)

    def write(self, path: str) -> None:
        """Write the paths, relative to the folder and in the order of their first opening, as JSON."""
        self._is_active = False
        publish(path, dumps(list(self._paths)).encode())

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_active or event not in ("open", "sqlite3.connect"):
            return
        given = arguments[0]
        flags = arguments[2] if event == "open" and len(arguments) > 2 and isinstance(arguments[2], int) else 0
        if not isinstance(given, (str, bytes, os.PathLike)):
            return
        path = os.fsdecode(given)
        full = os.path.abspath(path)
        if not os.path.isabs(path) or full.startswith(self._root + os.sep):
            # What is written needs no copy, but the folder that it is written to.
            full = os.path.dirname(full) if flags & _WRITING else full
            self._paths.setdefault(os.path.relpath(full, self._root))
