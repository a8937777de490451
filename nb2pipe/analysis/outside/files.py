"""Effects of library calls on the world: files, generators of random numbers, options, the clock, the network."""

from __future__ import annotations

import re
import shlex

import libcst as cst

from nb2pipe.analysis.knowledge.call_effects import CALL_EFFECTS
from nb2pipe.analysis.knowledge.file_calls import (
    ARCHIVES,
    CHANGING,
    CONNECTORS,
    ENDINGS,
    FILE_CALLS,
    IN_CURRENT_FOLDER,
    METHOD_FILES,
    METHODS_OF_NAMED_FILES,
    NAMED_READERS,
    OPENERS,
)
from nb2pipe.analysis.knowledge.plotting import draws_with_pyplot, method_draws
from nb2pipe.analysis.knowledge.printing import PRINTING_CALLS, PRINTING_METHODS, SHOWING_METHODS
from nb2pipe.analysis.knowledge.settings import HEEDED, HEEDING_METHODS, SETTING_CONTEXTS, STARTING_CALLS
from nb2pipe.analysis.outside.drawing import draw, note_draws, note_draws_of_method
from nb2pipe.analysis.outside.opening import (
    STUDIES,
    connect,
    database_file,
    databases_of_study,
    open_files,
    use_database,
)
from nb2pipe.analysis.outside.shell_files import shell_files
from nb2pipe.analysis.outside.touched_files import (
    PATH_KEYWORDS,
    file_effect,
    is_address,
    normal_path,
    read_path,
    text_argument,
    text_arguments,
)
from nb2pipe.analysis.state.heap import NOTHING, elements, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.arguments import Argument, argument_at
from nb2pipe.analysis.values.environment import read_environment
from nb2pipe.analysis.values.texts import UNKNOWN, constant_text, constant_texts, path_texts
from nb2pipe.analysis.values.wholes import items_of
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import CWD, SEARCH_PATH
from nb2pipe.syntax.chains import is_part_of_plot


def library_effects(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Note what a library call does beside giving a value."""
    if name in OPENERS:
        open_files(m, node, arguments, *OPENERS[name])
        return
    if node is m.entered_context and name in SETTING_CONTEXTS:
        # `with torch.set_grad_enabled(False)` sets it until the block ends.
        m.scoped_options += (SETTING_CONTEXTS[name],)
    if name in CONNECTORS:
        connect(m, node, arguments)
        return
    _read_state(m, node, name, arguments)
    effects: tuple[tuple[EffectKind, str], ...] | None = None
    if name in CALL_EFFECTS or name in FILE_CALLS:
        effects = (*CALL_EFFECTS.get(name, ()), *FILE_CALLS.get(name, ()))
    else:
        prefix = name.rpartition(".")[0]
        while prefix and effects is None:
            effects = CALL_EFFECTS.get(f"{prefix}.*")
            prefix = prefix.rpartition(".")[0]
    if effects is None and draws_with_pyplot(name):
        effects = _DRAWN
    for kind, target in effects or ():
        for text in _commands(arguments) if kind is EffectKind.SHELL else _targets(arguments, target):
            _apply(m, node, kind, _with_ending(text, _ending(name, kind, arguments)), name)
    _look_at_first(m, node, name, arguments)
    if name in _CLOCK_READERS and text_argument(arguments, 0) in ("now", "today"):
        m.effect(EffectKind.TIME, name, node)
    note_draws(m, node, name, arguments)
    root = name.partition(".")[0]
    for library in (root, *HEEDED.get(root, ())) if root != "builtins" else ():
        m.read_world(f"option:{library}", node, Via.OPTION)
    if name in STARTING_CALLS and node is not m.entered_context:
        m.write_world(f"option:{root}", node, Via.OPTION, replaces=False)


def _look_at_first(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """What the call is given first may name a file, or a model that others share."""
    if name in NAMED_READERS:
        for path in _named_files(arguments, 0):
            _apply(m, node, EffectKind.READ_FILE, path, name)
    elif name in STUDIES:
        for path in databases_of_study(arguments):
            use_database(m, node, path, is_read_only=False)
    elif name == "spacy.load" or name.endswith(".from_pretrained"):
        for path in _named_files(arguments, 0):
            is_shared = _is_on_hub(path) and f"file:{normal_path(path)}" not in m.world.slots
            if not is_shared:
                file_effect(m, node, EffectKind.READ_FILE, path)
            elif name != "spacy.load":
                m.effect(EffectKind.NETWORK, name, node)
    elif name not in FILE_CALLS:
        read_written(m, node, name.rpartition(".")[2], arguments)


#: Beginnings of names of functions and methods that load what was stored.
_LOADING = ("load", "open", "read", "restore")


def read_written(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """What no table says to read a file, but its name does, is given the path of one that the notebook has written."""
    is_known = name in METHODS_OF_NAMED_FILES or name in METHOD_FILES
    for path in _named_files(arguments, 0) if name.startswith(_LOADING) and not is_known else ():
        if f"file:{normal_path(path)}" in m.world.slots:
            file_effect(m, node, EffectKind.READ_FILE, path)


def _read_state(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """What the call gives or shows depends on the folder, or on the options of the libraries of what it is given."""
    if name in IN_CURRENT_FOLDER:
        m.read_world(CWD, node, Via.OPTION)
    elif name in _ASKING_FOR_CLASSES:
        classes = argument_at(arguments, 1, ("class_or_tuple",))
        for obj in join(classes, *(items_of(classes) or ())):
            if obj.type == "external":
                m.read_world(f"option:{obj.name.partition('.')[0]}", node, Via.OPTION)
    elif name in PRINTING_CALLS or name in _DISPLAYING:
        shown_values(m, node, join(*(value for value, _ in arguments)))


#: Classes may be registered with the one that is asked for.
_ASKING_FOR_CLASSES = ("builtins.isinstance", "builtins.issubclass")
#: Calls that show values, or give how they look.
_DISPLAYING = (
    "builtins.display", "IPython.display.display", "builtins.str", "builtins.repr", "builtins.format", "pprint.pformat",
)  # fmt: skip
#: Library -> types of its values that look as its options say.
_LOOKS = {
    "pandas": frozenset({"DataFrame", "Series"}),
    "numpy": frozenset({"ndarray"}),
    "sklearn": frozenset({"estimator"}),
    "polars": frozenset({"polars"}),
}


def shown_values(m: Machine, node: cst.CSTNode, values: Value) -> None:
    """Values are shown, as the options of their libraries say."""
    types = {obj.type for obj in values}
    for library, looks in _LOOKS.items():
        if types & looks:
            m.read_world(f"option:{library}", node, Via.OPTION)


_DRAWN = ((EffectKind.PYPLOT, ""),)
#: These read the clock if they are given `now` or `today`.
_CLOCK_READERS = ("pandas.Timestamp", "pandas.to_datetime", "pandas.Period", "numpy.datetime64")


def _is_on_hub(model: str) -> bool:
    """Whether a pretrained model is named as on a hub, `owner/model` or `model`, and not by a path."""
    return re.fullmatch(r"(?:[A-Za-z0-9][\w.-]*/)?[A-Za-z0-9][\w.-]*", model) is not None


def _targets(arguments: list[Argument], target: str) -> list[str]:
    if target.endswith("="):
        given = [value for value, keyword in arguments if keyword == target[:-1]]
        return (constant_texts(given[0]) or [UNKNOWN]) if given else []
    if not target.startswith("@"):
        return [target]
    position, *keywords = target[1:].split()
    if not keywords:
        return text_arguments(arguments, int(position))
    is_given = bool(argument_at(arguments, int(position), tuple(keywords)))
    return text_arguments(arguments, int(position), tuple(keywords)) if is_given else []


def _commands(arguments: list[Argument]) -> list[str]:
    """The command lines that a call may run: a text, or a list of words."""
    value = argument_at(arguments, 0, ("args", "cmd", "command"))
    words = items_of(value)
    if words is None:
        return constant_texts(value) or [UNKNOWN]
    known = [constant_text(word) for word in words]
    return [UNKNOWN] if None in known else [shlex.join(str(word) for word in known)]


def _ending(name: str, kind: EffectKind, arguments: list[Argument]) -> str:
    """What the function puts behind the name of the file that it writes."""
    if kind is not EffectKind.WRITE_FILE:
        return ""
    archive = constant_text(argument_at(arguments, 1, ("format",))) if name == "shutil.make_archive" else None
    return ENDINGS.get(name, "") if archive is None else ARCHIVES.get(archive, "")


def _with_ending(path: str, ending: str) -> str:
    return path if path in ("", UNKNOWN) or path.endswith(ending) else path + ending


def _apply_to_file(m: Machine, node: cst.CSTNode, kind: EffectKind, target: str, name: str) -> None:
    database = database_file(target)
    if database is not None:
        target = database[0]
    if target and is_address(target):
        m.effect(EffectKind.NETWORK, target, node)
    elif target:
        file_effect(m, node, kind, target, appends=name in CHANGING)


def _apply(m: Machine, node: cst.CSTNode, kind: EffectKind, target: str, name: str) -> None:
    if kind is EffectKind.READ_FILE or kind is EffectKind.WRITE_FILE:
        _apply_to_file(m, node, kind, target, name)
        return
    if kind is not EffectKind.NETWORK and kind is not EffectKind.SHELL and UNKNOWN in target:
        target = UNKNOWN
    match kind:
        case EffectKind.DRAW:
            draw(m, node, target)
            return
        case EffectKind.NETWORK if (database := database_file(target)) is not None and isinstance(node, cst.Call):
            use_database(m, node, database[0], is_read_only=database[1])
            return
        case EffectKind.READ_ENVIRONMENT:
            read_environment(m, target, node)
        case EffectKind.CHANGE_DIRECTORY:
            read_path(m, node, target)
        case EffectKind.SHELL:
            m.read_world(CWD, node, Via.OPTION)
            shell_files(m, node, target)
        case EffectKind.PYPLOT:
            m.read_world("option:matplotlib", node, Via.OPTION)
    if kind in _WORLD:
        variable, via, replaces = _WORLD[kind]
        m.write_world(variable.format(target), node, via, replaces=replaces and target != UNKNOWN)
    m.effect(kind, target or name, node)


#: Effect -> the pseudo variable that it writes, why others depend on it, and whether nothing of it remains.
_WORLD = {
    EffectKind.SEED: ("random:{}", Via.RANDOM, True),
    EffectKind.SET_OPTION: ("option:{}", Via.OPTION, False),
    EffectKind.CHANGE_DIRECTORY: (CWD, Via.OPTION, False),
    EffectKind.SEARCH_PATH: (SEARCH_PATH, Via.OPTION, False),
    EffectKind.SET_ENVIRONMENT: ("env:{}", Via.OPTION, True),
}


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
    if method in HEEDING_METHODS:
        m.read_world(f"option:{HEEDING_METHODS[method]}", node, Via.OPTION)
    if is_part_of_plot(node) or method_draws(method, types):
        _apply(m, node, EffectKind.PYPLOT, "", f".{method}")
    if method == "shape" or not receiver:
        return
    note_draws_of_method(m, node, receiver, method, arguments)
    for library, used in (("pandas", {"DataFrame", "Series", "pandas"}), ("sklearn", {"estimator"})):
        if types & used:
            m.read_world(f"option:{library}", node, Via.OPTION)
    is_picture = method in SHOWING_METHODS and node is m.dropped and not types & {"figure", "instance"}
    if is_picture or (method in PRINTING_METHODS and types & {"DataFrame", "Series"}):
        m.effect(EffectKind.SHOW, "", node)
    if types & {"figure"}:
        m.read_world("option:matplotlib", node, Via.OPTION)


def _named_files(arguments: list[Argument], position: int) -> list[str]:
    """The paths that an argument holds, if it holds nothing else."""
    given = [value for value, keyword in arguments if keyword is None or keyword in PATH_KEYWORDS][
        position : position + 1
    ]
    value = given[0] if given else NOTHING
    if value and all(obj.type in ("list", "tuple") for obj in value):
        value = elements(value)
    return path_texts(value) if all(obj.type in ("str", "path") for obj in value) else []
