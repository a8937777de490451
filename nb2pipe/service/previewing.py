"""A package and the folder that it shall go to -> what an export would do to each file, nothing written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.model.manifest import Manifest
    from nb2pipe.service.packaging import Package


class FileStatus(StrEnum):
    """What becomes of a file."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    #: Somebody has edited it since the last export.
    EDITED = "edited"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file before and after the export; None where it is not there."""

    path: str
    status: FileStatus
    before: bytes | None
    after: bytes | None
    #: Why, where the status does not say it.
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """A package, its folder, and what that holds."""

    package: Package
    directory: str
    #: Version of the package that is there.
    previous_version: str | None
    files: tuple[FilePreview, ...]


def preview_export(package: Package, directory: str) -> ExportPreview:
    """Compare the package with what is in the folder."""
    from nb2pipe.workspace.existing import find_manifest

    earlier = find_manifest(directory)
    return ExportPreview(
        package=package,
        directory=directory,
        previous_version=earlier.version if earlier else None,
        files=tuple(_preview_files(package, directory, earlier)),
    )


def _preview_files(package: Package, directory: str, earlier: Manifest | None) -> Iterator[FilePreview]:
    from nb2pipe.workspace.existing import read_existing

    digests = earlier.files if earlier else {}
    new = package.tree.files
    paths = sorted({*new, *digests})
    there = read_existing(directory, paths)
    for path in paths:
        before, after = there.get(path), new.get(path)
        if before is None and after is None:
            continue
        status = _status(before, after, digests.get(path))
        reason = "edited since the last export" if status is FileStatus.EDITED else ""
        yield FilePreview(path, status, before, after, reason)


def _status(before: bytes | None, after: bytes | None, recorded: str | None) -> FileStatus:
    if before is None:
        return FileStatus.ADDED
    if before == after:
        return FileStatus.SAME
    if recorded is not None and hashlib.sha256(before).hexdigest() != recorded:
        return FileStatus.EDITED
    return FileStatus.CHANGED if after is not None else FileStatus.REMOVED
