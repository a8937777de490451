"""What the user names -> the file that is run, and the folder that relative paths start from."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from nb2pipe.errors import WorkspaceError
from nb2pipe.scratch import scratch_folder


def notebook_root(source: str) -> Path:
    """What relative paths in a notebook mean: its folder, or the current one for standard input."""
    return Path() if source == "-" else Path(source).parent


def checked_root(root: str | None, default: Path) -> Path:
    """The folder that relative paths start from; raises WorkspaceError if there is none."""
    folder = default if root is None else Path(root)
    if not folder.is_dir():
        raise WorkspaceError(f"no folder {folder} to run in", options="choose another --root")
    return folder


@contextlib.contextmanager
def plain_file(path: str, data: bytes) -> Iterator[Path]:
    """The notebook as a UTF-8 file: itself, or a copy if it is standard input or has another encoding."""
    from nb2pipe.reading.text import to_utf8
    from nb2pipe.workspace.files import STDIN

    text = to_utf8(data)
    if path != STDIN and text is data:
        yield Path(path)
        return
    with scratch_folder() as folder:
        copy = folder / ("stdin.ipynb" if path == STDIN else Path(path).name)
        copy.write_bytes(text)
        yield copy
