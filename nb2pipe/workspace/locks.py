"""A folder -> the only process that writes into it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from nb2pipe.errors import WorkspaceError

#: What systems answer if somebody else has the lock.
_TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK})


@contextlib.contextmanager
def locked_folder(directory: str, *, is_needed: bool = True) -> Iterator[None]:
    """Hold the folder; raises WorkspaceError if another process does.

    The lock ends with the process, whatever ends it, and leaves no file behind. A folder that does not exist yet
    needs none: it appears at once. File systems without locks go without, and so does what is not `is_needed`.
    """
    if sys.platform == "win32" or not is_needed or not Path(directory).is_dir():
        yield
        return
    import fcntl

    try:
        handle = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise WorkspaceError(f"cannot read {directory}: {error.strerror or error}") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                raise WorkspaceError(f"another export is writing into {directory}; try again when it is done") from None
        yield
    finally:
        os.close(handle)
