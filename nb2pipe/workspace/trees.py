"""FileTree -> folder, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.files import FileTree, is_inside
from nb2pipe.scratch import sweep_leftovers

#: How the names of scratch folders begin; one that is left over is of a process that was killed.
_SCRATCH = ".nb2pipe-"


def write_tree(tree: FileTree, directory: str) -> None:
    """Write all files into a folder that is absent or empty, or change nothing and raise WorkspaceError."""
    target = Path(directory).resolve()
    if target.exists() and not target.is_dir():
        raise WorkspaceError(f"{target} is a file, not a folder")
    if target.is_dir() and any(target.iterdir()):
        raise WorkspaceError(f"{target} is not empty")
    try:
        # A folder that exists may be a mount point or somebody's working directory: it stays, its files change.
        if target.is_dir():
            replace_files(directory, tree.files)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep_leftovers(target.parent, _SCRATCH)
        with _staging_folder(target.parent) as stage:
            _write_files(tree.files, stage / "new")
            os.replace(stage / "new", target)
    except OSError as error:
        raise WorkspaceError(f"cannot write {directory}: {error.strerror or error}") from None


def replace_files(
    directory: str,
    files: Mapping[str, bytes],
    *,
    deletions: Iterable[str] = (),
    first: str = "",
    last: str = "",
    note: tuple[str, bytes] | None = None,
) -> None:
    """Write these files into the folder and delete those; an error takes everything back.

    Each file changes at once, so a process that is killed leaves every file old or new: the file `last` is new only
    if all are. A `note`, path and bytes, lies in the folder as long as only some are. Raises WorkspaceError.
    """
    target = Path(directory).resolve()
    order = sorted(files, key=lambda path: (path == last, path != first, path))
    try:
        remove_leftovers(target)
        with _staging_folder(target) as stage:
            _write_files(files, stage / "new")
            with _noted(target, stage, note):
                _swap_files(order, stage, target, deletions=sorted(deletions))
    except OSError as error:
        raise WorkspaceError(f"cannot write {directory}: {error.strerror or error}") from None


def remove_leftovers(folder: Path) -> None:
    """Remove what a process that was killed has staged in the folder, as far as that can be removed."""
    for each in folder.glob(f"{_SCRATCH}*"):
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)


@contextlib.contextmanager
def _staging_folder(parent: Path) -> Iterator[Path]:
    """A scratch folder on the target's own file system."""
    stage = Path(tempfile.mkdtemp(dir=parent, prefix=f"{_SCRATCH}{os.getpid()}-"))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextlib.contextmanager
def _noted(target: Path, stage: Path, note: tuple[str, bytes] | None) -> Iterator[None]:
    if note is None:
        yield
        return
    path, data = note
    (stage / "note").write_bytes(data)
    _move(stage / "note", target / path)
    try:
        yield
    finally:
        (target / path).unlink(missing_ok=True)


def _write_files(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for path in sorted(files):
        if not is_inside(path):
            raise ValueError(f"a path that leaves the package: {path}")
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(files[path])


def _swap_files(order: list[str], stage: Path, target: Path, *, deletions: list[str]) -> None:
    """Put the new files in place of the old ones; on an error put the old ones back."""
    kept: list[str] = []
    placed: list[str] = []
    try:
        for path in [*order, *deletions]:
            if (target / path).is_file():
                _keep(target / path, stage / "old" / path)
                kept.append(path)
        # What is written last may speak of what is deleted.
        for path in deletions:
            (target / path).unlink(missing_ok=True)
        for path in order:
            _move(stage / "new" / path, target / path)
            placed.append(path)
    except BaseException:
        for path in placed:
            (target / path).unlink()
        for path in kept:
            _move(stage / "old" / path, target / path)
        raise
    _remove_empty_folders(target, deletions)


def _keep(file: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, copy)


def _move(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    if destination.is_file():
        shutil.copymode(destination, source)
    os.replace(source, destination)


def _remove_empty_folders(target: Path, deletions: Iterable[str]) -> None:
    for path in deletions:
        with contextlib.suppress(OSError):
            for folder in (target / path).parents:
                if folder == target:
                    break
                if [each.name for each in folder.iterdir()] == ["__pycache__"]:
                    shutil.rmtree(folder / "__pycache__")
                folder.rmdir()
