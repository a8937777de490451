"""FileTree <-> bytes: how a package keeps what its last export wrote, so that a later one can merge."""

from __future__ import annotations

import io
import lzma
import tarfile

from nb2pipe.model.files import FileTree

#: Where a package keeps its last export.
BASE = ".nb2pipe/base.tar.xz"
#: Holds the version from which an export starts, while it writes; one that lies there was not finished.
UNFINISHED = ".nb2pipe/unfinished"


def pack_tree(tree: FileTree) -> bytes:
    """The tree as `.tar.xz`; the same tree gives the same bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in tree.paths():
            entry = tarfile.TarInfo(path)
            entry.size = len(tree.files[path])
            archive.addfile(entry, io.BytesIO(tree.files[path]))
    return lzma.compress(buffer.getvalue())


def unpack_tree(data: bytes) -> FileTree | None:
    """The tree in the bytes; None if they are broken. Nothing is written."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:xz") as archive:
            files = {entry.name: archive.extractfile(entry) for entry in archive.getmembers() if entry.isreg()}
            return FileTree({path: file.read() for path, file in sorted(files.items()) if file is not None})
    except (tarfile.TarError, lzma.LZMAError, EOFError):
        return None
