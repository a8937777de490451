"""Paths of the contents manager -> files below its root, and nowhere else."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.server.rejection import bad_request, not_found

if TYPE_CHECKING:
    from jupyter_server.services.contents.manager import ContentsManager

#: Where `/` parts paths, a backslash and a colon are letters like others.
_FORBIDDEN = "\0" if os.sep == "/" else "\0\\:"


@dataclass(frozen=True, slots=True)
class Confinement:
    """The folder that a server shows, with what it hides."""

    #: Without symbolic links.
    root: Path
    allow_hidden: bool

    @classmethod
    def of(cls, contents: ContentsManager) -> Confinement:
        """The root of a contents manager that keeps files on this machine's disk."""
        root = getattr(contents, "root_dir", "")
        if not isinstance(root, str) or not hasattr(contents, "_get_os_path") or not os.path.isdir(root):
            raise bad_request("this server keeps its notebooks elsewhere than on its own disk")
        return cls(Path(root).resolve(), bool(contents.allow_hidden))

    def locate(self, path: str) -> Path:
        """The file or folder of that path, which need not exist; what lies outside or is hidden is not found.

        A symbolic link is followed first: one that leads out of the root leads nowhere.
        """
        parts = path.strip("/").split("/") if path.strip("/") else []
        if any(character in path for character in _FORBIDDEN) or any(part in ("..", "") for part in parts):
            raise not_found(path)
        if not self.allow_hidden and any(part.startswith(".") for part in parts):
            raise not_found(path)
        try:
            resolved = self.root.joinpath(*parts).resolve()
            _check_nameable(resolved)
        except (OSError, RuntimeError, ValueError):
            raise not_found(path) from None
        if not resolved.is_relative_to(self.root):
            raise not_found(path)
        return resolved

    def existing(self, path: str) -> Path:
        """The same for a file or folder that must be there; who reads a pipe or a device may wait forever."""
        located = self.locate(path)
        if not located.is_file() and not located.is_dir():
            raise not_found(path)
        return located

    def check_writable(self, *files: Path) -> None:
        """Refuse to write where a symbolic link leads out of the root."""
        for file in files:
            if not file.resolve().is_relative_to(self.root):
                raise bad_request(f"{file.name} is a symbolic link that leads out of the server's folder")


def _check_nameable(path: Path) -> None:
    """Raise OSError for what no file can be called here, such as a name that is too long."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        path.stat()
