"""Effects of library calls on the world: files, generators of random numbers, options, the clock, the network."""

from __future__ import annotations

import posixpath
import re

import libcst as cst

from nb2pipe.analysis.callables import Argument
from nb2pipe.analysis.knowledge.calls import CALL_EFFECTS, DRAWING_MODULES, NOT_DRAWING, TORCH_DRAWS, TORCH_LAYERS
from nb2pipe.analysis.knowledge.file_calls import FILE_CALLS, METHOD_FILES, METHODS_OF_NAMED_FILES, OPENERS
from nb2pipe.analysis.knowledge.random_state import (
    DETERMINISTIC,
    draws_without_state,
    telling_keywords,
)
from nb2pipe.analysis.knowledge.types import PURE_LIBRARIES
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import Value
from nb2pipe.analysis.texts import constant_texts
from nb2pipe.model.analysis import EffectKind, Via
from nb2pipe.model.ids import CWD
from nb2pipe.syntax.arguments import says

#: The target of an effect whose path, name or address is not known.
UNKNOWN = "*"
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def library_effects(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Note what a library call does beside giving a value."""
    if name in OPENERS:
        _open(m, node, arguments, OPENERS[name])
        return
    effects = CALL_EFFECTS.get(name, FILE_CALLS.get(name))
    if effects is None:
        prefix = name.rpartition(".")[0]
        while prefix and effects is None:
            effects = CALL_EFFECTS.get(f"{prefix}.*")
            prefix = prefix.rpartition(".")[0]
    for kind, target in effects or ():
        for text in _targets(arguments, target):
            _apply(m, node, kind, text, name)
    if name in _CLOCK_READERS and text_argument(arguments, 0) in ("now", "today"):
        m.effect(EffectKind.TIME, name, node)
    _draws(m, node, name, arguments)


#: These read the clock if they are given `now` or `today`.
_CLOCK_READERS = ("pandas.Timestamp", "pandas.to_datetime", "pandas.Period", "numpy.datetime64")


def _targets(arguments: list[Argument], target: str) -> list[str]:
    if target.endswith("="):
        given = [value for value, keyword in arguments if keyword == target[:-1]]
        return (constant_texts(given[0]) or [UNKNOWN]) if given else []
    return text_arguments(arguments, int(target[1:])) if target.startswith("@") else [target]


#: Keywords that name a file, address or command.
_KEYWORDS = (
    "filepath_or_buffer", "path", "path_or_buf", "path_or_buffer", "file", "fname", "filename", "filepath", "io",
    "url", "name", "cmd", "args", "f", "fp", "excel_writer", "buf", "source", "dst", "paths",
)  # fmt: skip


def text_arguments(arguments: list[Argument], position: int) -> list[str]:
    """Texts that a positional argument, or one with a usual keyword for paths, may be; `*` where unknown."""
    positional = [value for value, keyword in arguments if keyword is None]
    value: Value = ()
    if position < len(positional):
        value = positional[position]
    else:
        value = next((given for given, keyword in arguments if keyword in _KEYWORDS), ())
    if len(value) == 1 and value[0].type in ("file", "stringio", "excel-writer"):
        return []
    return constant_texts(value) or [UNKNOWN]


def text_argument(arguments: list[Argument], position: int) -> str:
    """The text, where it is one that is known."""
    texts = text_arguments(arguments, position)
    return texts[0] if len(texts) == 1 else (UNKNOWN if texts else "")


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
        case EffectKind.READ_ENVIRONMENT:
            m.read_world(f"env:{target}", node, Via.OPTION)
        case EffectKind.SHELL:
            m.read_world(CWD, node, Via.OPTION)
            _shell_files(m, node, target)
        case EffectKind.PYPLOT:
            m.read_world("option:matplotlib", node, Via.OPTION)
    if kind in _WORLD:
        variable, via, replaces = _WORLD[kind]
        m.write_world(variable.format(target), node, via, replaces=replaces)
    m.effect(kind, target or name, node)


#: Effect -> the pseudo variable that it writes, why others depend on it, and whether nothing of it remains.
_WORLD = {
    EffectKind.SEED: ("random:{}", Via.RANDOM, True),
    EffectKind.SET_OPTION: ("option:{}", Via.OPTION, False),
    EffectKind.CHANGE_DIRECTORY: (CWD, Via.OPTION, False),
    EffectKind.SEARCH_PATH: ("search-path", Via.OPTION, False),
    EffectKind.SET_ENVIRONMENT: ("env:{}", Via.OPTION, True),
}


#: What SQLite calls a database that is no file.
_IN_MEMORY = ":memory:"


def file_effect(m: Machine, node: cst.CSTNode, kind: EffectKind, path: str, *, appends: bool = False) -> None:
    """A file is read or written."""
    if path == _IN_MEMORY:
        return
    normal = path if path == UNKNOWN else posixpath.normpath(path.replace("\\", "/"))
    m.effect(kind, normal, node)
    m.read_world(CWD, node, Via.OPTION)
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


def _open(m: Machine, node: cst.CSTNode, arguments: list[Argument], mode: str) -> None:
    positional = [value for value, keyword in arguments if keyword is None]
    mode_value = next((value for value, keyword in arguments if keyword == "mode"), None)
    if mode_value is None and len(positional) > 1:
        mode_value = positional[1]
    if mode_value is not None:
        known = mode_value[0].constant if len(mode_value) == 1 else None
        mode = str(known) if known is not None else "r+"
    for path in text_arguments(arguments, 0):
        _open_path(m, node, path, mode)


def _open_path(m: Machine, node: cst.CSTNode, path: str, mode: str) -> None:
    if not path or _URL.match(path):
        return
    if mode.startswith("r") and "+" in mode:
        file_effect(m, node, EffectKind.READ_FILE, path)
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
        for path in text_arguments(arguments, known[1]):
            _apply(m, node, known[0], path, method)
    elif method in METHODS_OF_NAMED_FILES and not types & {"str", "path", "file", "stringio"}:
        kind, position = METHODS_OF_NAMED_FILES[method]
        for path in _named_files(arguments, position):
            _apply(m, node, kind, path, method)
    if method == "shape" or not receiver:
        return
    is_distribution = method == "rvs" and not _has_state(arguments) and "instance" not in types
    if is_distribution or draws_without_state(receiver, method, arguments):
        _draw(m, node, "numpy")
    for library, used in (("pandas", {"DataFrame", "Series", "pandas"}), ("sklearn", {"estimator"})):
        if types & used:
            m.read_world(f"option:{library}", node, Via.OPTION)
    if types & {"figure"}:
        m.read_world("option:matplotlib", node, Via.OPTION)


def _named_files(arguments: list[Argument], position: int) -> list[str]:
    """The paths that an argument holds, if it holds nothing else."""
    given = [value for value, keyword in arguments if keyword is None or keyword in _KEYWORDS][position : position + 1]
    if not given or any(obj.type not in ("str", "path") for obj in given[0]):
        return []
    return constant_texts(given[0])


def _searched(path: str, method: str, arguments: list[Argument]) -> str:
    """The path that a method of a path looks at: for `glob`, the pattern below it."""
    if method not in ("glob", "rglob"):
        return path
    pattern = text_argument(arguments, 0)
    if UNKNOWN in (path, pattern):
        return UNKNOWN
    return posixpath.join(path, "**", pattern) if method == "rglob" else posixpath.join(path, pattern)


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
            for target in text_arguments(arguments, 0) if method in ("rename", "replace") else ():
                file_effect(m, node, EffectKind.WRITE_FILE, target)
        elif method in ("read_text", "read_bytes", "exists", "is_file", "is_dir", "iterdir", "glob", "rglob", "stat"):
            file_effect(m, node, EffectKind.READ_FILE, _searched(path, method, arguments))
        elif method == "open":
            mode = text_argument(arguments, 0) if arguments else "r"
            _open_path(m, node, path, mode if mode != UNKNOWN else "r+")


def _draws(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    module, _, last = name.rpartition(".")
    library = DRAWING_MODULES.get(module)
    if library and name not in NOT_DRAWING and last[:1].islower():
        _draw(m, node, library)
    elif (module == "torch" and last in TORCH_DRAWS) or (module == "torch.nn" and last in TORCH_LAYERS):
        _draw(m, node, "torch")
    elif _draws_for_want_of_state(node, name, last, arguments):
        _draw(m, node, "numpy")
    root = name.partition(".")[0]
    if root not in PURE_LIBRARIES and root != "torch":  # which draws from a generator of its own
        # A library that is not known may draw from any generator that has been seeded.
        for seeded in ("numpy", "python"):
            if f"random:{seeded}" in m.world.slots:
                _draw(m, node, seeded, is_guess=True)
    if root in ("pandas", "numpy", "sklearn", "matplotlib", "seaborn", "warnings", "decimal"):
        library = "matplotlib" if root == "seaborn" else root
        m.read_world(f"option:{library}", node, Via.OPTION)


def _draws_for_want_of_state(node: cst.Call, name: str, last: str, arguments: list[Argument]) -> bool:
    """Whether a function of scipy or scikit-learn draws from numpy's generator, since it is given none."""
    if name.startswith("scipy.stats.") and last == "rvs" and not _has_state(arguments):
        return True
    may_draw = name.startswith("sklearn.") and name not in DETERMINISTIC and last[:1].islower()
    if not may_draw or says(node, "shuffle", "False"):
        return False
    telling = telling_keywords(node)
    given = [argument for argument in arguments if argument[1] is None or argument[1] in telling]
    return draws_without_state((), last, given, function=name)


def _has_state(arguments: list[Argument]) -> bool:
    return any(keyword in ("random_state", "seed") for _, keyword in arguments)


def _draw(m: Machine, node: cst.CSTNode, library: str, *, is_guess: bool = False) -> None:
    m.effect(EffectKind.DRAW, library, node, is_guess=is_guess)
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
