"""Read a notebook's bytes, replace a file atomically."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from nb2pipe.errors import UnreadableNotebook, WorkspaceError

#: The path that means standard input.
STDIN = "-"
_ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def read_bytes(path: str) -> bytes:
    """Read a whole file, or standard input for `-`; raises UnreadableNotebook."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise UnreadableNotebook(path, _explain_absence(path)) from None
    except IsADirectoryError:
        raise UnreadableNotebook(path, "it is a directory; name a notebook in it") from None
    except PermissionError:
        raise UnreadableNotebook(path, "no permission to read it") from None
    except (OSError, ValueError) as error:
        raise UnreadableNotebook(path, getattr(error, "strerror", None) or str(error)) from None


def write_bytes(path: str, data: bytes) -> None:
    """Replace a file at once: a reader sees the old bytes or the new ones; mode and symlinks stay.

    A file that is marked as read-only is a WorkspaceError, though its folder may let it be replaced.
    """
    target = os.path.realpath(path)
    staged = None
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode) if os.path.exists(target) else None
        if mode is not None and not mode & _ANYBODY_WRITES:
            raise WorkspaceError(f"cannot write {path}: it is read-only")
        handle, staged = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".nb2pipe-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(staged, 0o666 & ~_umask() if mode is None else mode)
        os.replace(staged, target)
    except OSError as error:
        if staged is not None:
            with contextlib.suppress(OSError):
                os.unlink(staged)
        raise WorkspaceError(f"cannot write {path}: {error.strerror or error}") from None


def _explain_absence(path: str) -> str:
    if os.path.islink(path):
        return f"a broken link to {os.readlink(path)}"
    folder = Path(path).parent
    if not folder.is_dir():
        return f"no such file: there is no folder {folder}"
    from difflib import get_close_matches

    try:
        names = [each.name for each in folder.iterdir() if each.suffix == Path(path).suffix]
    except OSError:
        names = []
    close = get_close_matches(Path(path).name, names, n=1)
    return f"no such file. Did you mean {close[0]!r}?" if close else "no such file"


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    current = os.umask(0o022)
    os.umask(current)
    return current
