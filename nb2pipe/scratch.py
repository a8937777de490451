"""Folders for temporary files: each is named after its process, so that others can tell when it is left over."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = "nb2pipe-"


@contextlib.contextmanager
def scratch_folder(*, ignore_cleanup_errors: bool = False) -> Iterator[Path]:
    """A folder that lasts as long as the context."""
    with tempfile.TemporaryDirectory(
        prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=ignore_cleanup_errors
    ) as folder:
        yield Path(folder)


def sweep_scratch_folders() -> None:
    """Remove the folders of processes that were killed and could not do it themselves."""
    sweep_leftovers(Path(tempfile.gettempdir()), PREFIX)


def sweep_leftovers(folder: Path, prefix: str) -> None:
    """Remove what in a folder is named after processes that are gone: the prefix, the process and a hyphen."""
    if os.name != "posix":
        return  # elsewhere, asking whether a process lives would end it
    for place in folder.glob(f"{prefix}*-*"):
        number = place.name.removeprefix(prefix).partition("-")[0]
        with contextlib.suppress(OSError):
            if number.isdecimal() and place.lstat().st_uid == os.getuid() and not _lives(int(number)):
                shutil.rmtree(place, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
