"""Effects of library calls on the world: files, generators of random numbers, options, the clock, the network."""

from __future__ import annotations

import posixpath
import re

import libcst as cst

from nb2pipe.analysis.callables import Argument
from nb2pipe.analysis.heap import Value
from nb2pipe.analysis.knowledge.calls import CALL_EFFECTS, DRAWING_MODULES, METHOD_FILES, NOT_DRAWING, TORCH_DRAWS
from nb2pipe.analysis.knowledge.random_state import DETERMINISTIC, draws_without_state
from nb2pipe.analysis.knowledge.types import PURE_LIBRARIES
from nb2pipe.analysis.machine import Machine
from nb2pipe.model.analysis import EffectKind, Via

#: The target of an effect whose path, name or address is not known.
UNKNOWN = "*"
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def library_effects(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Note what a library call does beside giving a value."""
    if name == "builtins.open" or name in ("gzip.open", "io.open", "codecs.open", "bz2.open", "lzma.open"):
        _open(m, node, arguments, 0)
        return
    effects = CALL_EFFECTS.get(name)
    if effects is None:
        prefix = name.rpartition(".")[0]
        while prefix and effects is None:
            effects = CALL_EFFECTS.get(f"{prefix}.*")
            prefix = prefix.rpartition(".")[0]
    for kind, target in effects or ():
        _apply(m, node, kind, _target(arguments, target), name)
    _draws(m, node, name, arguments)


def _target(arguments: list[Argument], target: str) -> str:
    if not target.startswith("@"):
        return target
    return text_argument(arguments, int(target[1:]))


def text_argument(arguments: list[Argument], position: int) -> str:
    """The text of a positional argument, or of one with a usual keyword for paths; `*` where unknown."""
    positional = [value for value, keyword in arguments if keyword is None]
    value: Value = ()
    if position < len(positional):
        value = positional[position]
    else:
        names = (
            "filepath_or_buffer",
            "path",
            "path_or_buf",
            "file",
            "fname",
            "filename",
            "io",
            "url",
            "name",
            "cmd",
            "args",
        )
        for candidate, keyword in arguments:
            if keyword in names:
                value = candidate
                break
    if len(value) == 1 and value[0].constant is not None:
        return str(value[0].constant)
    if len(value) == 1 and value[0].type in ("file", "stringio"):
        return ""
    return UNKNOWN


def _apply(m: Machine, node: cst.CSTNode, kind: EffectKind, target: str, name: str) -> None:
    match kind:
        case EffectKind.READ_FILE | EffectKind.WRITE_FILE:
            if target and _URL.match(target):
                m.effect(EffectKind.NETWORK, target, node)
            elif target:
                file_effect(m, node, kind, target)
            return
        case EffectKind.DRAW:
            _draw(m, node, target)
            return
        case EffectKind.SEED:
            m.write_world(f"random:{target}", node, Via.RANDOM, replaces=True)
        case EffectKind.SET_OPTION:
            m.write_world(f"option:{target}", node, Via.OPTION, replaces=False)
        case EffectKind.CHANGE_DIRECTORY:
            m.write_world("cwd", node, Via.OPTION, replaces=False)
        case EffectKind.SET_ENVIRONMENT:
            m.write_world(f"env:{target}", node, Via.OPTION, replaces=True)
        case EffectKind.READ_ENVIRONMENT:
            m.read_world(f"env:{target}", node, Via.OPTION)
        case EffectKind.SHELL:
            m.read_world("cwd", node, Via.OPTION)
            _shell_files(m, node, target)
        case EffectKind.PYPLOT:
            m.read_world("option:matplotlib", node, Via.OPTION)
    m.effect(kind, target or name, node)


def file_effect(m: Machine, node: cst.CSTNode, kind: EffectKind, path: str, *, appends: bool = False) -> None:
    """A file is read or written."""
    normal = path if path == UNKNOWN else posixpath.normpath(path.replace("\\", "/"))
    m.effect(kind, normal, node)
    m.read_world("cwd", node, Via.OPTION)
    if kind is EffectKind.READ_FILE:
        m.read_world(f"file:{normal}", node, Via.FILE)
        if normal == UNKNOWN or "*" in normal:
            for name in sorted(m.world.slots):
                if name.startswith("file:"):
                    m.read_world(name, node, Via.FILE)
        else:
            m.read_world("file:*", node, Via.FILE)
            for name in sorted(m.world.slots):
                if name.startswith(f"file:{normal}/") or normal.startswith(f"{name[5:]}/"):
                    m.read_world(name, node, Via.FILE)
    else:
        parent = posixpath.dirname(normal)
        if parent:
            m.read_world(f"file:{parent}", node, Via.FILE)
        m.write_world(f"file:{normal}", node, Via.FILE, replaces=not appends and normal != UNKNOWN)


def _open(m: Machine, node: cst.CSTNode, arguments: list[Argument], path_at: int) -> None:
    positional = [value for value, keyword in arguments if keyword is None]
    mode_value = next((value for value, keyword in arguments if keyword == "mode"), None)
    if mode_value is None and len(positional) > path_at + 1:
        mode_value = positional[path_at + 1]
    mode = "r"
    if mode_value is not None:
        known = mode_value[0].constant if len(mode_value) == 1 else None
        mode = str(known) if known is not None else "r+"
    _open_path(m, node, text_argument(arguments, path_at), mode)


def _open_path(m: Machine, node: cst.CSTNode, path: str, mode: str) -> None:
    if not path or _URL.match(path):
        return
    if any(letter in mode for letter in "wx"):
        file_effect(m, node, EffectKind.WRITE_FILE, path)
    elif "a" in mode or "+" in mode:
        file_effect(m, node, EffectKind.WRITE_FILE, path, appends=True)
    else:
        file_effect(m, node, EffectKind.READ_FILE, path)


def method_effects(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """Note what a method call does to files and generators."""
    known = METHOD_FILES.get(method)
    types = {obj.type for obj in receiver}
    if known is not None and arguments and not types & {"str", "path"}:
        path = text_argument(arguments, known[1])
        if path:
            file_effect(m, node, known[0], path)
    if method == "shape" or not receiver:
        return
    if draws_without_state(receiver, method, arguments):
        _draw(m, node, "numpy")
    for library, used in (("pandas", {"DataFrame", "Series", "pandas"}), ("sklearn", {"estimator"})):
        if types & used:
            m.read_world(f"option:{library}", node, Via.OPTION)
    if types & {"figure"}:
        m.read_world("option:matplotlib", node, Via.OPTION)


def path_effects(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """Note what methods of a `pathlib.Path` do to files."""
    for obj in receiver:
        if obj.type == "file" and method.startswith(("read", "__next__")) and obj.constant is not None:
            m.read_world(f"file:{posixpath.normpath(str(obj.constant))}", node, Via.FILE)
        if obj.type != "path":
            continue
        path = str(obj.constant) if obj.constant is not None else UNKNOWN
        if method in ("write_text", "write_bytes", "mkdir", "unlink", "touch", "rmdir", "rename", "replace"):
            file_effect(m, node, EffectKind.WRITE_FILE, path)
        elif method in ("read_text", "read_bytes", "exists", "is_file", "is_dir", "iterdir", "glob", "rglob", "stat"):
            file_effect(m, node, EffectKind.READ_FILE, path if method not in ("glob", "rglob") else UNKNOWN)
        elif method == "open":
            mode = text_argument(arguments, 0) if arguments else "r"
            _open_path(m, node, path, mode if mode != UNKNOWN else "r+")


def _draws(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    module, _, last = name.rpartition(".")
    library = DRAWING_MODULES.get(module)
    if library and name not in NOT_DRAWING and last[:1].islower():
        _draw(m, node, library)
    elif module == "torch" and last in TORCH_DRAWS:
        _draw(m, node, "torch")
    elif _draws_for_want_of_state(name, last, arguments):
        _draw(m, node, "numpy")
    root = name.partition(".")[0]
    if root not in PURE_LIBRARIES:
        # A library that is not known may draw from any generator that has been seeded.
        for seeded in ("numpy", "python"):
            if f"random:{seeded}" in m.world.slots:
                _draw(m, node, seeded)
    if root in ("pandas", "numpy", "sklearn", "matplotlib", "seaborn", "warnings", "decimal"):
        library = "matplotlib" if root == "seaborn" else root
        m.read_world(f"option:{library}", node, Via.OPTION)


def _draws_for_want_of_state(name: str, last: str, arguments: list[Argument]) -> bool:
    """Whether a function of scipy or scikit-learn draws from numpy's generator, since it is given none."""
    if name.startswith("scipy.stats.") and last == "rvs" and not _has_state(arguments):
        return True
    may_draw = name.startswith("sklearn.") and name not in DETERMINISTIC and last[:1].islower()
    return may_draw and draws_without_state((), last, arguments, function=name)


def _has_state(arguments: list[Argument]) -> bool:
    return any(keyword in ("random_state", "seed") for _, keyword in arguments)


def _draw(m: Machine, node: cst.CSTNode, library: str) -> None:
    m.effect(EffectKind.DRAW, library, node)
    m.write_world(f"random:{library}", node, Via.RANDOM, replaces=False)


_REDIRECTION = re.compile(r"(>>?)\s*([^\s|&;<>]+)")


def _shell_files(m: Machine, node: cst.CSTNode, command: str) -> None:
    """Files that a shell line names: redirections are written, every other word that is a known file is read."""
    if command == UNKNOWN:
        m.write_world("file:*", node, Via.FILE, replaces=False)
        return
    written = {match[2]: match[1] for match in _REDIRECTION.finditer(command)}
    for word in re.split(r"[\s|&;<>'\"]+", command):
        path = posixpath.normpath(word) if word else ""
        if path and f"file:{path}" in m.world.slots and word not in written:
            file_effect(m, node, EffectKind.READ_FILE, word)
    for path, operator in written.items():
        file_effect(m, node, EffectKind.WRITE_FILE, path, appends=operator == ">>")
    if not written:
        m.write_world("file:*", node, Via.FILE, replaces=False)
