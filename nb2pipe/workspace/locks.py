"""A folder -> the only process that writes into it."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nb2pipe.errors import WorkspaceError

#: What systems answer if somebody else has the lock.
_TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK})


@contextlib.contextmanager
def locked_folder(directory: str, *, is_needed: bool = True) -> Iterator[None]:
    """Hold the folder; raises WorkspaceError if another process does.

    The lock ends with the process, whatever ends it, and leaves no file in the folder. A folder that does not exist
    yet needs none: it appears at once. File systems without locks go without, and so does what is not `is_needed`.
    """
    if not is_needed or not Path(directory).is_dir():
        yield
        return
    # Windows can neither open a folder nor lock what it has opened.
    with lock_by_file(directory) if os.name == "nt" else _lock_itself(directory):
        yield


@contextlib.contextmanager
def _lock_itself(directory: str) -> Iterator[None]:
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
                raise _refusal(directory) from None
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def lock_by_file(directory: str) -> Iterator[None]:
    """Hold the folder by a file that stands for it in the user's folder for temporary ones."""
    import filelock

    name = hashlib.sha256(os.path.normcase(os.path.realpath(directory)).encode()).hexdigest()[:32]
    lock = filelock.FileLock(os.path.join(tempfile.gettempdir(), f"nb2pipe-{name}.lock"), blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise _refusal(directory) from None
    except OSError:
        yield  # nowhere to put the file
        return
    try:
        yield
    finally:
        lock.release()


def _refusal(directory: str) -> WorkspaceError:
    return WorkspaceError(f"another export is writing into {directory}; try again when it is done")
