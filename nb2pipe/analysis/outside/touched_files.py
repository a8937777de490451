"""Files that code touches: which one an argument names, and what reading and writing it means for other cells."""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatchcase

import libcst as cst

from nb2pipe.analysis.state.heap import elements
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.values.arguments import Argument, argument_at
from nb2pipe.analysis.values.texts import UNKNOWN, path_texts
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import CWD

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
#: Keywords that name a file, address or command.
PATH_KEYWORDS = (
    "filepath_or_buffer", "path", "path_or_buf", "path_or_buffer", "file", "fname", "filename", "filepath", "io",
    "url", "name", "cmd", "args", "f", "fp", "excel_writer", "buf", "source", "dst", "paths", "database", "files",
    "log_dir",
)  # fmt: skip
#: Types of values that are written to or read from, and lead to no file of the disk by a name of their own.
_STREAMS = ("file", "stringio", "excel-writer")
_IN_MEMORY = ("", ":memory:")


def text_arguments(arguments: list[Argument], position: int, keywords: tuple[str, ...] = PATH_KEYWORDS) -> list[str]:
    """Texts that an argument, or the items of the list that it is, may be, with `*` for what is unknown."""
    value = argument_at(arguments, position, keywords)
    if len(value) == 1 and value[0].type in _STREAMS:
        return []
    if value and all(obj.type in ("list", "tuple") for obj in value):
        value = elements(value)
    return path_texts(value) or [UNKNOWN]


def text_argument(arguments: list[Argument], position: int) -> str:
    """The text, where it is one that is known."""
    texts = text_arguments(arguments, position)
    return texts[0] if len(texts) == 1 else (UNKNOWN if texts else "")


def is_address(text: str) -> bool:
    """Whether the text names something on a network."""
    return _URL.match(text) is not None


def is_in_memory(path: str) -> bool:
    """Whether the path of a database names no file."""
    return path in _IN_MEMORY


def normal_path(path: str) -> str:
    """The path as edges and facts name it."""
    return path if path == UNKNOWN else posixpath.normpath(path.replace("\\", "/"))


def file_effect(m: Machine, node: cst.CSTNode | None, kind: EffectKind, path: str, *, appends: bool = False) -> None:
    """A file is read or written."""
    if is_in_memory(path):
        return
    normal = normal_path(path)
    m.effect(kind, normal, node)
    m.read_world(CWD, node, Via.OPTION)
    if kind is EffectKind.READ_FILE:
        read_path(m, node, normal)
    else:
        parent = posixpath.dirname(normal)
        if parent:
            m.read_world(f"file:{parent}", node, Via.FILE)
        m.write_world(f"file:{normal}", node, Via.FILE, replaces=not appends and UNKNOWN not in normal)


def read_path(m: Machine, node: cst.CSTNode | None, path: str) -> None:
    """What the notebook has written there, in it or around it, is needed."""
    normal = normal_path(path)
    m.read_world(f"file:{normal}", node, Via.FILE)
    for name in sorted(m.world.slots):
        if name.startswith("file:") and _may_be_part(name[5:], normal):
            m.read_world(name, node, Via.FILE)


def _may_be_part(written: str, read: str) -> bool:
    """Whether what was written may be what is read, in it, or a folder around it."""
    if UNKNOWN in (written, read):
        return True
    if _head(written) == written and _head(read) == read:
        return _is_inside(written, read) or _is_inside(read, written)
    return _may_match(written, read) or _may_match(read, written)


def _is_inside(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/") or (folder == "." and not path.startswith(("/", "..")))


def _may_match(pattern: str, other: str) -> bool:
    """Whether the other path, or a pattern of one, may be named by the pattern, lie in what it names, or around it."""
    if _head(other) == other:
        starts = [pattern, pattern.removeprefix("*/")]
        is_folder = "." not in posixpath.basename(other)
        around = is_folder and (_is_inside(pattern, other) or f"{other}/".startswith(_head(pattern)))
        return around or other == "." or any(fnmatchcase(other, p) or fnmatchcase(other, f"{p}/*") for p in starts)
    heads = sorted((_head(pattern), _head(other)), key=len)
    tails = sorted((_head(pattern[::-1])[::-1], _head(other[::-1])[::-1]), key=len)
    return heads[1].startswith(heads[0]) and (tails[1].endswith(tails[0]) or "" in tails)


def _head(pattern: str) -> str:
    """What stands before the first wildcard."""
    return _WILD.split(pattern, maxsplit=1)[0]


#: What stands for other letters in the pattern of a search.
_WILD = re.compile(r"[*?\[\]]")
