"""An export that has not been written -> what it would do to each file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nb2pipe.model.changes import FileAction

if TYPE_CHECKING:
    from nb2pipe.service.packaging import ExportReport
    from nb2pipe.workspace.earlier import EarlierExport


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file before and after the export; None where it is not there."""

    path: str
    #: None if it stays as it is because nothing is new.
    action: FileAction | None
    before: bytes | None
    after: bytes | None
    #: Why, where the action does not say it.
    reason: str = ""


def preview_files(report: ExportReport, *, force: bool) -> Iterator[FilePreview]:
    """Each file of the package, and each that the export removes, merged with what the folder holds."""
    from nb2pipe.service.releasing import merge_package
    from nb2pipe.workspace.archives import BASE
    from nb2pipe.workspace.earlier import read_files

    package, directory = report.package, report.directory
    earlier = _earlier(directory, package.plan.name, force=force)
    merge = merge_package(package, earlier, directory=directory, force=force)
    changes = {change.path: change for change in merge.changes}
    paths = sorted({*package.tree.files, *changes, *merge.writes} - {BASE})
    there = read_files(directory, paths)
    for path in paths:
        before, change = there.get(path), changes.get(path)
        after = None if path in merge.deletions else merge.writes.get(path, before)
        yield FilePreview(
            path, change.action if change else None, before, after, reason=change.reason if change else ""
        )


def _earlier(directory: str, name: str, *, force: bool) -> EarlierExport | None:
    from nb2pipe.workspace.earlier import find_export, read_earlier

    if not force:
        return read_earlier(directory, name=name)
    found = find_export(directory)
    return found if found is not None and found.manifest.name == name else None
