"""Methods of paths and open files: which files they read and write."""

from __future__ import annotations

import posixpath

import libcst as cst

from nb2pipe.analysis.knowledge.file_calls import CHANGING, IN_CURRENT_FOLDER
from nb2pipe.analysis.outside.archives import archive_effects
from nb2pipe.analysis.outside.module_files import note_text
from nb2pipe.analysis.outside.opening import modes_of, open_path
from nb2pipe.analysis.outside.touched_files import file_effect, text_arguments
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.composition import searched
from nb2pipe.analysis.values.texts import pattern_of
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import CWD

_WRITING_PATHS = (
    "write_text", "write_bytes", "mkdir", "unlink", "touch", "rmdir", "rename", "replace", "chmod", "symlink_to",
    "hardlink_to",
)  # fmt: skip


def path_effects(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """Note what methods of a `pathlib.Path` do to files."""
    for obj in receiver:
        archive_effects(m, node, obj, method, arguments)
        note_text(m, obj, method, arguments)
        if obj.type == "file" and method.startswith(("read", "__next__")) and obj.constant is not None:
            m.read_world(f"file:{posixpath.normpath(str(obj.constant))}", node, Via.FILE)
        if obj.type != "path":
            continue
        path = pattern_of(obj)
        if method in IN_CURRENT_FOLDER:
            m.read_world(CWD, node, Via.OPTION)
        if method in _WRITING_PATHS:
            if method in ("rename", "replace"):
                file_effect(m, node, EffectKind.READ_FILE, path)
            file_effect(m, node, EffectKind.WRITE_FILE, path, appends=method in CHANGING)
            for target in text_arguments(arguments, 0) if method in ("rename", "replace") else ():
                file_effect(m, node, EffectKind.WRITE_FILE, target)
        elif method in ("read_text", "read_bytes", "exists", "is_file", "is_dir", "iterdir", "glob", "rglob", "stat"):
            file_effect(m, node, EffectKind.READ_FILE, _looked_at(path, method, arguments))
        elif method == "open":
            for mode in modes_of(arguments, "r", 0):
                open_path(m, node, path, mode)


def _looked_at(path: str, method: str, arguments: list[Argument]) -> str:
    """The path that a method looks at: for `glob`, the pattern below it; a folder is one whatever is in it."""
    return path if method == "iterdir" else searched(path, method, arguments)
