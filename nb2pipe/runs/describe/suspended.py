"""Generators, coroutines and threads -> nodes with where they stand, without moving them."""

from __future__ import annotations

import dis
import re
import threading
import types
from typing import Any

from .code import operations_of
from .graph import Builder, Node, is_of, leaf

#: Attributes of each kind: its code, and its frame while it has not come to an end.
_KINDS = {
    types.GeneratorType: ("gi_code", "gi_frame"),
    types.CoroutineType: ("cr_code", "cr_frame"),
    types.AsyncGeneratorType: ("ag_code", "ag_frame"),
}
#: Python numbers threads that have no name, those of a kernel as well.
_NUMBER = re.compile(r"^Thread-\d+")


def shape_suspended(value: Any, builder: Builder) -> Node:
    """What is left to run: the code, how far it has come, and its variables.

    Variables of the functions around it are left out, as for a function: a notebook has them as globals.
    """
    code_name, frame_name = _KINDS[type(value)]
    code, frame = getattr(value, code_name), getattr(value, frame_name)
    if frame is None:
        return ("object", type(value).__name__, (code.co_name, "ended"), ())
    # Compilers of one version put the same instructions into both, but for how these get at outer names.
    stops = [step.offset for step in dis.get_instructions(code) if step.opname in ("YIELD_VALUE", "SEND", "YIELD_FROM")]
    position = sum(offset <= frame.f_lasti for offset in stops)
    own = {name: item for name, item in frame.f_locals.items() if name not in code.co_freevars}
    payload = (code.co_name, position, frame.f_lasti >= 0, " ".join(operations_of(code)))
    parts = builder.children((f".{frame_name}.f_locals[{name!r}]", item) for name, item in sorted(own.items()))
    return ("object", type(value).__name__, payload, parts)


def shape_thread(value: threading.Thread, builder: Builder) -> Node:
    """A thread by its name and by whether it runs, not by its number."""
    name = _NUMBER.sub("Thread", value.name)
    return leaf(builder.label(type(value)), (name, value.daemon, value.is_alive()))


def shape_workers(value: Any, builder: Builder) -> Node | None:
    """A pool of threads or processes by what it is; the rest are numbers of files. None for other values."""
    return leaf(builder.label(type(value)), None) if is_of(value, "multiprocessing.pool", "Pool") else None
