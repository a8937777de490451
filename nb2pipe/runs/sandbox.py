"""A folder -> a copy to run code in, made anew as often as needed at one and the same path.

The same path, because values may tell where they were computed. Around the copy stand links to what stands around
the folder, for notebooks like to read `../data`; what they write there is written for real.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nb2pipe.errors import WorkspaceError
from nb2pipe.scratch import PREFIX, scratch_folder, sweep_scratch_folders

_LARGEST_BYTES = 200 * 1024 * 1024
_NOT_COPIED = frozenset({".git", "node_modules", "__pycache__", ".ipynb_checkpoints", ".tox", ".mypy_cache"})
#: So many folders above are imitated, unless one has more entries than this.
_LEVELS = 3
_MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A folder that can be put back to how it was."""

    original: Path
    path: Path

    @property
    def is_copy(self) -> bool:
        """False if the folder is too large to copy: then it is the original, and stays as the last run left it."""
        return self.path != self.original

    def reset(self) -> Path:
        """Copy the original anew, and return where; raises WorkspaceError if that is not possible."""
        if self.is_copy:
            if self.path.exists():
                _make_folders_writable(self.path)
                shutil.rmtree(self.path)
            try:
                shutil.copytree(self.original, self.path, symlinks=True, ignore=self._ignore)
            except shutil.Error as error:
                source, _, reason = error.args[0][0]
                raise WorkspaceError(f"{self.original} can't be copied to run in: {source}: {reason}") from error
            _make_folders_writable(self.path)
        return self.path

    def _ignore(self, place: str, names: list[str]) -> set[str]:
        """What is not copied, the copy itself above all: the folder for temporary files may be in the original."""
        own = (name for name in names if name.startswith(PREFIX))
        return _ignored(place, names) | {name for name in own if self.path.is_relative_to(os.path.join(place, name))}


@contextmanager
def sandbox(original: Path, *, largest_bytes: int = _LARGEST_BYTES) -> Iterator[Sandbox]:
    """A sandbox for the folder, gone in the end; the folder itself if it holds more bytes than that."""
    original = original.resolve()
    if _is_larger(original, largest_bytes):
        yield Sandbox(original, original)
        return
    sweep_scratch_folders()
    with scratch_folder(ignore_cleanup_errors=True) as place:
        yield Sandbox(original, _imitate_surroundings(original, place.resolve()))


def _make_folders_writable(top: Path) -> None:
    """A notebook may lie in a folder that is read-only, and its code may make one; the copy must go away again."""
    for place, folders, _ in os.walk(top):
        for folder in (place, *(os.path.join(place, name) for name in folders)):
            mode = os.lstat(folder).st_mode
            if stat.S_ISDIR(mode):
                os.chmod(folder, stat.S_IMODE(mode) | stat.S_IRWXU)


def _imitate_surroundings(original: Path, place: Path) -> Path:
    """Make folders like those above the original, with links to the original's neighbours; return the copy's path."""
    above: list[Path] = []
    for folder in original.parents[:_LEVELS]:
        if folder == folder.parent or len(os.listdir(folder)) > _MOST_ENTRIES:
            break
        above.insert(0, folder)
    for folder, child in zip(above, [*above, original][1:], strict=True):
        place = place / folder.name
        place.mkdir()
        for neighbour in folder.iterdir():
            if neighbour != child:
                (place / neighbour.name).symlink_to(neighbour)
    return place / original.name


def _is_larger(folder: Path, limit: int) -> bool:
    total = 0
    for place, folders, files in os.walk(folder):
        ignored = _ignored(place, [*folders, *files])
        folders[:] = [name for name in folders if name not in ignored]
        total += sum(os.lstat(os.path.join(place, name)).st_size for name in files if name not in ignored)
        if total > limit:
            return True
    return False


def _ignored(place: str, names: list[str]) -> set[str]:
    """Entries that no notebook reads: version control, environments, caches, sockets."""
    return {name for name in names if name in _NOT_COPIED or not _is_copied(os.path.join(place, name))}


def _is_copied(path: str) -> bool:
    mode = os.lstat(path).st_mode
    if stat.S_ISDIR(mode):
        return os.access(path, os.R_OK | os.X_OK) and not os.path.exists(os.path.join(path, "pyvenv.cfg"))
    # What may not be read, no notebook reads.
    return stat.S_ISLNK(mode) or (stat.S_ISREG(mode) and os.access(path, os.R_OK))
