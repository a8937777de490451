"""A tree of files that has not been written yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileTree:
    """Relative POSIX paths and their bytes."""

    files: Mapping[str, bytes]

    def paths(self) -> tuple[str, ...]:
        """All paths, sorted."""
        return tuple(sorted(self.files))


def is_inside(path: str) -> bool:
    """Whether a path that somebody else wrote down stays in the tree."""
    parts = path.replace("\\", "/").split("/")
    return ".." not in parts and "" not in parts and ":" not in parts[0]
