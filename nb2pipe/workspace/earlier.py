"""A folder -> the export that it holds: what was written then, and what it holds now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.files import is_inside
from nb2pipe.model.manifest import Manifest
from nb2pipe.syntax.merging import has_conflict_markers
from nb2pipe.workspace.archives import BASE, unpack_tree
from nb2pipe.workspace.manifests import MANIFEST, parse_manifest

_OPTIONS = "choose another --out, or use --force"


@dataclass(frozen=True, slots=True)
class EarlierExport:
    """The last export into a folder."""

    directory: str
    manifest: Manifest
    #: The files as they were exported; without the archive, those that are still as the manifest's digests say.
    base: Mapping[str, bytes]
    #: Whether the archive of the last export is there.
    is_complete: bool

    def read_now(self, paths: Iterable[str]) -> dict[str, bytes]:
        """What the folder holds at these paths; what is not there is left out. Raises WorkspaceError."""
        return read_files(self.directory, paths)


def read_earlier(directory: str, *, name: str) -> EarlierExport | None:
    """The earlier export of the package in the folder; None if the folder is absent or empty.

    Raises WorkspaceError for anything else, because a package does not belong there.
    """
    folder = Path(directory)
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{directory} is a file, not a folder")
    try:
        if not folder.is_dir() or not any(folder.iterdir()):
            return None
    except OSError as error:
        raise WorkspaceError(f"cannot read {directory}: {error.strerror or error}") from None
    earlier = find_export(directory)
    if earlier is None:
        raise WorkspaceError(f"{directory} is not empty and no earlier export", options=_OPTIONS)
    if earlier.manifest.name != name:
        raise WorkspaceError(f"{directory} holds another package, {earlier.manifest.name}", options=_OPTIONS)
    return earlier


def find_export(directory: str) -> EarlierExport | None:
    """The export that the folder holds, whatever its name; None if there is none."""
    kept = read_files(directory, [MANIFEST, BASE])
    archive = unpack_tree(kept[BASE]) if BASE in kept else None
    if archive is not None and (manifest := _manifest(archive.files.get(MANIFEST))) is not None:
        base = {path: data for path, data in archive.files.items() if is_inside(path)}
        return EarlierExport(directory, manifest, base, is_complete=True)
    manifest = _manifest(kept.get(MANIFEST))
    if manifest is None:
        return None
    return EarlierExport(directory, manifest, _untouched(directory, manifest), is_complete=False)


def unresolved(files: Mapping[str, bytes]) -> list[str]:
    """Files that still have the markers of a conflict."""
    return [
        path
        for path, data in sorted(files.items())
        if b"<<<<<<< " in data and has_conflict_markers(data.decode(errors="replace").replace("\r\n", "\n"))
    ]


def read_files(directory: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Bytes of the files in a folder that exist; raises WorkspaceError."""
    found: dict[str, bytes] = {}
    for path in sorted(paths):
        try:
            found[path] = (Path(directory) / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise WorkspaceError(f"cannot read {directory}/{path}: {error.strerror or error}") from None
    return found


def _manifest(data: bytes | None) -> Manifest | None:
    try:
        return None if data is None else parse_manifest(data, MANIFEST)
    except WorkspaceError:
        return None


def _untouched(directory: str, manifest: Manifest) -> dict[str, bytes]:
    now = read_files(directory, [path for path in manifest.files if is_inside(path)])
    return {path: data for path, data in now.items() if hashlib.sha256(data).hexdigest() == manifest.files[path]}
