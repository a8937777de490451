"""What a re-export does to the files of a package."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileAction(StrEnum):
    """What becomes of a file."""

    ADDED = "added"
    UPDATED = "updated"
    DELETED = "deleted"
    #: Edited by hand and changed by the export, in different places.
    MERGED = "merged"
    #: Edited by hand and changed by the export, in the same place.
    CONFLICT = "conflict"
    #: Edited by hand, or deleted, and left so.
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a re-export changes, or leaves alone for a reason."""

    path: str
    action: FileAction
    #: Why, where the action does not say it.
    reason: str = ""
