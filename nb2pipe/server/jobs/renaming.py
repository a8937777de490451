"""A notebook, package or folder has another name -> its jobs go by that name."""

from __future__ import annotations

import contextlib
from pathlib import Path

from msgspec.structs import replace

from nb2pipe.errors import WorkspaceError
from nb2pipe.server.jobs.folder import list_folders


def rename_jobs(root: Path, *, old: Path, new: Path) -> None:
    """Make jobs follow what they are about, and their runs' folders, from one absolute path to another."""
    for folder in list_folders(root):
        # What cannot be read or written keeps its old name; the others are still found.
        with contextlib.suppress(WorkspaceError):
            request = folder.request
            moved = replace(
                request,
                source=str(_moved(Path(request.source), old, new)),
                directory=str(_moved(Path(request.directory), old, new)),
            )
            if moved != request:
                folder.write("job.json", moved)


def _moved(path: Path, old: Path, new: Path) -> Path:
    return new / path.relative_to(old) if path.is_relative_to(old) else path
