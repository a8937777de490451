"""What the methods of zip and tar archives do to files beside the archive."""

from __future__ import annotations

import posixpath

import libcst as cst

from nb2pipe.analysis.outside.touched_files import file_effect, text_arguments
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj
from nb2pipe.analysis.values.arguments import Argument, argument_at
from nb2pipe.analysis.values.texts import UNKNOWN
from nb2pipe.model.effects import EffectKind

#: Calls that make archives; what they make has their name.
ARCHIVES = ("zipfile.ZipFile", "tarfile.open", "tarfile.TarFile", "tarfile.TarFile.open")


def archive_effects(m: Machine, node: cst.Call, archive: Obj, method: str, arguments: list[Argument]) -> None:
    """Note which files an archive takes in or gives out."""
    if archive.name not in ARCHIVES:
        return
    if method in ("write", "add"):
        for path in text_arguments(arguments, 0, ("filename", "name")):
            file_effect(m, node, EffectKind.READ_FILE, path)
    elif method in ("extract", "extractall"):
        is_one = method == "extract"
        folders = _folders(arguments, 1 if is_one else 0)
        for member in text_arguments(arguments, 0, ("member",)) if is_one else [""]:
            for folder in folders:
                path = UNKNOWN if UNKNOWN in (member, folder) else posixpath.join(folder, member)
                file_effect(m, node, EffectKind.WRITE_FILE, path)


def _folders(arguments: list[Argument], position: int) -> list[str]:
    given = argument_at(arguments, position, ("path",))
    return text_arguments(arguments, position, ("path",)) if given else ["."]
