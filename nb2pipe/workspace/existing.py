"""A folder -> the files of a package that it holds already."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.manifest import Manifest
from nb2pipe.workspace.manifests import read_manifest


def find_manifest(directory: str) -> Manifest | None:
    """The manifest of the package in the folder; None if it holds none."""
    try:
        return read_manifest(directory)
    except WorkspaceError:
        return None


def read_existing(directory: str, paths: Iterable[str]) -> dict[str, bytes]:
    """The bytes of the files that are there, and inside the folder; raises WorkspaceError."""
    folder = Path(directory).resolve()
    found: dict[str, bytes] = {}
    for path in paths:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder) or not file.is_file():
            continue
        try:
            found[path] = file.read_bytes()
        except OSError as error:
            raise WorkspaceError(f"cannot read {file}: {error.strerror}") from None
    return found
