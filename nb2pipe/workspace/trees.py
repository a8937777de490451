"""FileTree -> folder, whole or not at all, and never over somebody's edits."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.files import FileTree
from nb2pipe.workspace.manifests import MANIFEST


def write_tree(tree: FileTree, directory: str, *, force: bool = False) -> None:
    """Write all files into the folder, or change nothing and raise WorkspaceError.

    The folder may be absent, empty, or an earlier export of the same package that nobody has edited since;
    `force` overwrites whatever is in the way. Files of the earlier export that are gone are removed, files
    that were never exported stay.
    """
    target = Path(directory).resolve()
    earlier = _check_target(tree, target, force=force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # A folder that exists may be a mount point or somebody's working directory: it stays, its files change.
        exists = target.is_dir()
        with _staging_folder(target if exists else target.parent) as stage:
            _write_files(tree, stage / "new")
            if exists:
                _swap_files(tree, stage, target, sorted(set(earlier) - set(tree.files)))
            else:
                os.replace(stage / "new", target)
    except OSError as error:
        raise WorkspaceError(f"cannot write {directory}: {error.strerror or error}") from None


def _check_target(tree: FileTree, target: Path, *, force: bool) -> dict[str, str]:
    """Digests of the earlier export in the folder; raises WorkspaceError if it holds anything to lose."""
    if target.exists() and not target.is_dir():
        raise WorkspaceError(f"{target} is a file, not a folder")
    if not target.is_dir() or not any(target.iterdir()):
        return {}
    name, digests = _read_manifest(target)
    if force:
        return digests
    if name is None:
        raise WorkspaceError(f"{target} is not empty and no earlier export; choose another --out, or use --force")
    if name != _name_of(tree):
        raise WorkspaceError(f"{target} holds another package, {name}; choose another --out, or use --force")
    edited = [path for path, digest in digests.items() if _digest(target / path) not in (digest, None)]
    foreign = [path for path in tree.files if path not in digests and path != MANIFEST and (target / path).exists()]
    if edited or foreign:
        first = ", ".join(sorted(edited + foreign)[:3])
        count = len(edited) + len(foreign)
        raise WorkspaceError(
            f"{target} has {count} file(s) edited since the last export ({first}); "
            "choose another --out, or use --force to overwrite them"
        )
    return digests


def _read_manifest(folder: Path) -> tuple[str | None, dict[str, str]]:
    try:
        return _parse_manifest((folder / MANIFEST).read_bytes())
    except OSError:
        return None, {}


def _parse_manifest(data: bytes) -> tuple[str | None, dict[str, str]]:
    """Package name and digests by path; (None, {}) if it is no manifest of ours."""
    try:
        manifest = json.loads(data)
    except ValueError:
        return None, {}
    name = manifest.get("name") if isinstance(manifest, dict) else None
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(name, str) or not isinstance(files, dict):
        return None, {}
    return name, {path: digest for path, digest in files.items() if isinstance(digest, str) and _is_inside(path)}


def _name_of(tree: FileTree) -> str | None:
    return _parse_manifest(tree.files.get(MANIFEST, b""))[0]


def _digest(path: Path) -> str | None:
    """sha256 of the file; None if it is gone."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not os.path.isabs(path) and ".." not in parts and "" not in parts


@contextlib.contextmanager
def _staging_folder(parent: Path) -> Iterator[Path]:
    """A scratch folder on the target's own file system."""
    stage = Path(tempfile.mkdtemp(dir=parent, prefix=".nb2pipe-"))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _write_files(tree: FileTree, folder: Path) -> None:
    folder.mkdir()
    for path in tree.paths():
        if not _is_inside(path):
            raise ValueError(f"a path that leaves the package: {path}")
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(tree.files[path])


def _swap_files(tree: FileTree, stage: Path, target: Path, gone: list[str]) -> None:
    """Move the old files aside and the new ones in; on an error move everything back."""
    aside: list[str] = []
    placed: list[str] = []
    try:
        for path in [*tree.paths(), *gone]:
            if (target / path).is_file() or (target / path).is_symlink():
                _move(target / path, stage / "old" / path)
                aside.append(path)
        for path in tree.paths():
            _move(stage / "new" / path, target / path)
            placed.append(path)
    except OSError:
        for path in placed:
            (target / path).unlink()
        for path in aside:
            _move(stage / "old" / path, target / path)
        raise


def _move(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, destination)
