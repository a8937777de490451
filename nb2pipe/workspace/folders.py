"""Paths that a user names -> paths of notebooks: folders are searched."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator

from nb2pipe.errors import UsageError

_SKIPPED = {"__pycache__", "node_modules", "site-packages"}


def find_notebooks(paths: Iterable[str]) -> tuple[str, ...]:
    """Files as they are named; for a folder all notebooks below it, sorted, hidden folders left out.

    A pattern that no shell has expanded (`"drafts/**/*.ipynb"`) means the files that it fits. Raises UsageError for a
    folder without a notebook.
    """
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):
            inside = sorted(_search(path))
            if not inside:
                raise UsageError(f"no notebook in the folder {path}")
            found.update(dict.fromkeys(inside))
        else:
            found.update(dict.fromkeys(_expand(path)))
    return tuple(found)


def _expand(path: str) -> list[str]:
    if os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) or [path]


def _search(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _SKIPPED]
        yield from (os.path.join(place, name) for name in files if name.endswith(".ipynb"))
