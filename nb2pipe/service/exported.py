"""The folder of an earlier export -> the version that it has now, and what the export was with that version."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from nb2pipe.workspace.archives import UNFINISHED

if TYPE_CHECKING:
    from nb2pipe.workspace.earlier import EarlierExport

_PROJECT = "pyproject.toml"
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def current_version(earlier: EarlierExport) -> str:
    """The version that the folder's package has: somebody may have set it by hand."""
    now = earlier.read_now([_PROJECT, UNFINISHED])
    if UNFINISHED in now:
        return now[UNFINISHED].decode(errors="replace").strip()
    try:
        version = tomllib.loads(now[_PROJECT].decode())["project"]["version"]
    except (ValueError, KeyError, TypeError):
        return earlier.manifest.version
    known = isinstance(version, str) and _VERSION.fullmatch(version)
    return version if known else earlier.manifest.version


def current_base(earlier: EarlierExport, version: str) -> dict[str, bytes]:
    """The files of the last export, as they would be with the version that the folder's package has."""
    from nb2pipe.emitters.package import restamp

    return restamp(earlier.base, name=earlier.manifest.name, old=earlier.manifest.version, new=version)
