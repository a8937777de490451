"""Files that are opened, and databases that are connected to: the mode says whether they are read or written."""

from __future__ import annotations

import itertools
import re

import libcst as cst

from nb2pipe.analysis.knowledge.file_calls import CONNECTORS, OPENERS
from nb2pipe.analysis.outside.touched_files import (
    PATH_KEYWORDS,
    file_effect,
    is_address,
    is_in_memory,
    normal_path,
    text_arguments,
)
from nb2pipe.analysis.state.backing import back
from nb2pipe.analysis.state.heap import NOTHING
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.texts import constant_texts
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.arguments import says


def open_files(m: Machine, node: cst.Call, arguments: list[Argument], default: str, position: int) -> None:
    """A call opens the file of its first argument in the mode of the one at the position."""
    modes = modes_of(arguments, default, position)
    for path, mode in itertools.product(text_arguments(arguments, 0, (*PATH_KEYWORDS, "fp")), modes):
        open_path(m, node, path, mode)


def back_with_files(made: Value, name: str, arguments: list[Argument]) -> None:
    """Note which files change with what a call has opened for writing or connected to."""
    if name in OPENERS:
        writes = any(set(mode) & set("wxa+") for mode in modes_of(arguments, *OPENERS[name]))
        paths = text_arguments(arguments, 0, (*PATH_KEYWORDS, "fp")) if writes else []
    elif (name in CONNECTORS or name in _STORES) and arguments:
        paths = [(database_file(text) or (text, False))[0] for text in text_arguments(arguments, 0)]
    elif name in STUDIES:
        paths = databases_of_study(arguments)
    else:
        return
    back(made, [normal_path(path) for path in paths if not is_in_memory(path) and not is_address(path)])


#: Functions that give a study, which keeps its trials in the database that `storage=` names.
STUDIES = {f"optuna.{name}_study" for name in ("create", "load")} | {
    f"optuna.study.{name}_study" for name in ("create", "load")
}
#: Functions that open a store in a file that is written with each item.
_STORES = {"shelve.open"}


def modes_of(arguments: list[Argument], default: str, position: int) -> list[str]:
    """The modes in which a call may open a file; one that reads and writes where that is not known."""
    positional = [value for value, keyword in arguments if keyword is None]
    value = next((value for value, keyword in arguments if keyword == "mode"), NOTHING)
    if not value and position < len(positional):
        value = positional[position]
    return (constant_texts(value) or ["r+"]) if value else [default]


def open_path(m: Machine, node: cst.Call, path: str, mode: str) -> None:
    """A path is opened in a mode."""
    if not path or is_address(path):
        return
    if "+" in mode and "w" not in mode and "x" not in mode:
        file_effect(m, node, EffectKind.READ_FILE, path)
    if any(letter in mode for letter in "wx"):
        file_effect(m, node, EffectKind.WRITE_FILE, path)
    elif "a" in mode or "+" in mode:
        file_effect(m, node, EffectKind.WRITE_FILE, path, appends=True)
    else:
        file_effect(m, node, EffectKind.READ_FILE, path)


#: The file in an address of SQLAlchemy, and in one of SQLite.
_DATABASE = re.compile(r"(?:sqlite(?:\+\w+)?|duckdb):///(?P<path>[^?]*)|file:(?P<own>[^?]*)(?:\?(?P<options>.*))?$")


def database_file(text: str) -> tuple[str, bool] | None:
    """The file of a database's address, empty for one in memory, and whether it is only read; None for a server's."""
    found = _DATABASE.match(text)
    if found is None:
        return ("", False) if re.fullmatch(r"(?:sqlite|duckdb)(?:\+\w+)?://", text) else None
    options = found["options"] or ""
    return found["path"] or found["own"] or "", "mode=ro" in options or "immutable=1" in options


def databases_of_study(arguments: list[Argument]) -> list[str]:
    """The file that `storage="sqlite:///trials.db"` names."""
    texts = [text for value, keyword in arguments if keyword == "storage" for text in constant_texts(value)]
    return [found[0] for text in texts if (found := database_file(text)) is not None and found[0]]


def connect(m: Machine, node: cst.Call, arguments: list[Argument]) -> None:
    """A call connects to the database whose file its first argument names."""
    if not arguments:
        return
    for text in text_arguments(arguments, 0):
        path, is_read_only = database_file(text) or (text, False)
        use_database(m, node, path, is_read_only=is_read_only or says(node, "read_only", "True"))


def use_database(m: Machine, node: cst.Call, path: str, *, is_read_only: bool) -> None:
    """The file of a database is read, and written unless it is only read."""
    file_effect(m, node, EffectKind.READ_FILE, path)
    if not is_read_only:
        file_effect(m, node, EffectKind.WRITE_FILE, path)
