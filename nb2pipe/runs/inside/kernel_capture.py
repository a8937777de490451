"""A kernel's namespace -> descriptions of variables, and the line at which a cell failed."""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping, Sequence
from json import dumps

from .artifacts import publish
from .captures import Describe, pick, store
from .streams import Streams

#: What IPython itself puts into the namespace; names with an underscore in front are left out anyway.
_OF_IPYTHON = frozenset({"In", "Out", "exit", "quit", "get_ipython", "open"})


def capture_variables(
    namespace: Mapping[str, object], names: Sequence[str] | None, describe: Describe, *, package: str, path: str
) -> None:
    """Describe the variables of those names; all that the user made, modules excepted, if no names are given."""
    wanted = _users(namespace) if names is None else names
    store(pick(wanted, [namespace]), describe, package=package, path=path)


def error_place(path: str) -> None:
    """Write the line of the cell at which the last error arose, or null, as JSON."""
    line: int | None = None
    trace: types.TracebackType | None = getattr(sys, "last_traceback", None)
    while trace is not None and line is None:
        file = trace.tb_frame.f_code.co_filename
        line = trace.tb_lineno if "ipykernel_" in file or file.startswith("<ipython-input") else None
        trace = trace.tb_next
    error = getattr(sys, "last_value", None)
    if isinstance(error, SyntaxError) and line is None:
        line = error.lineno
    publish(path, dumps(line).encode())


def write_chance(streams: Streams, path: str) -> None:
    """Write what became of the pinned generators, as JSON."""
    publish(path, dumps({"drawn": streams.drawn(), "seeded": streams.seeded()}).encode())


def _users(namespace: Mapping[str, object]) -> list[str]:
    return sorted(
        name
        for name, value in namespace.items()
        if not name.startswith("_") and name not in _OF_IPYTHON and not isinstance(value, types.ModuleType)
    )
