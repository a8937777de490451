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
        #: Files that the code has made anew or removed: what it finds there later is its own.
        self._own: set[str] = set()
        self._is_active = True
        sys.addaudithook(self._hear)

    def write(self, path: str) -> None:
        """Write the paths, relative to the folder and in the order of their first opening, as JSON."""
        self._is_active = False
        publish(path, dumps(list(self._paths)).encode())

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_active or event not in ("open", "sqlite3.connect", "os.remove"):
            return
        given = arguments[0]
        flags = arguments[2] if event == "open" and len(arguments) > 2 and isinstance(arguments[2], int) else 0
        if not isinstance(given, (str, bytes, os.PathLike)):
            return
        path = os.fsdecode(given)
        full = os.path.abspath(path)
        if event == "os.remove" or flags & os.O_TRUNC or (event != "open" and not os.path.exists(full)):
            self._own.add(full)
        is_written = bool(flags & _WRITING) or (event != "open" and full in self._own)
        if event == "os.remove" or (full in self._own and not is_written):
            return
        if not os.path.isabs(path) or full.startswith(self._root + os.sep):
            # What is written needs no copy, but the folder that it is written to.
            full = os.path.dirname(full) if is_written else full
            self._paths.setdefault(os.path.relpath(full, self._root))
