"""Bytes of `pipeline.json` -> Manifest."""

from __future__ import annotations

from pathlib import Path

import msgspec

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.manifest import SCHEMA_VERSION, Manifest

MANIFEST = "pipeline.json"


def is_package(path: str) -> bool:
    """True for a folder, which can only mean a package."""
    return Path(path).is_dir()


def read_manifest(directory: str) -> Manifest:
    """The manifest of the package in the folder; raises WorkspaceError."""
    path = Path(directory) / MANIFEST
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise WorkspaceError(f"{directory} is no package: it has no {MANIFEST}") from None
    except OSError as error:
        raise WorkspaceError(f"cannot read {path}: {error.strerror}") from None
    return parse_manifest(data, str(path))


def parse_manifest(data: bytes, path: str) -> Manifest:
    """The manifest in the bytes; `path` only names them."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise WorkspaceError(f"{path} is no manifest of a package: {error}") from None
    if manifest.schema_version != SCHEMA_VERSION:
        raise WorkspaceError(f"{path} has schema version {manifest.schema_version}; known: {SCHEMA_VERSION}")
    return manifest
