"""Values of Python's own types and of the standard library -> nodes."""

from __future__ import annotations

import contextvars
import datetime
import decimal
import fractions
import hashlib
import io
import itertools
import pathlib
import random
import re
import struct
import threading
import types
import uuid
import zoneinfo
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Mapping
from typing import Any

from .graph import LEAF_TYPES, Builder, Node, leaf

#: So many lines of a database are compared.
_MOST_LINES = 10_000

#: What the standard streams of a process are called, and what a kernel calls its own.
STREAMS: Mapping[object, str] = {
    **{f"<{name}>": name for name in ("stdin", "stdout", "stderr")},
    **{name: name for name in ("stdout", "stderr")},
}

Shape = Callable[[Any, Builder], Node]


def shape_sequence(kind: str, value: Collection[object], builder: Builder) -> Node:
    """Items in order; items that are all leaves stand in the payload, which is small and fast."""
    label = builder.label(type(value))
    if all(type(item) in LEAF_TYPES for item in value):
        return (kind, label, tuple(value), ())
    return (kind, label, None, builder.children((f"[{i}]", item) for i, item in enumerate(value)))


def shape_mapping(value: Mapping[Any, object], builder: Builder) -> Node:
    """Keys in order; leaves stand in the payload as `(keys, values)`, other keys and values are parts."""
    label = builder.label(type(value))
    if all(type(key) in LEAF_TYPES for key in value):
        if all(type(item) in LEAF_TYPES for item in value.values()):
            return ("dict", label, (tuple(value), tuple(value.values())), ())
        parts = builder.children((f"[{key!r}]", item) for key, item in value.items())
        return ("dict", label, (tuple(value), None), parts)
    pairs: list[tuple[str, object]] = []
    for i, (key, item) in enumerate(value.items()):
        pairs += [(f".key({i})", key), (f".value({i})", item)]
    return ("dict", label, None, builder.children(pairs))


def shape_tuple(value: tuple[object, ...], builder: Builder) -> Node:
    """A tuple, or a named tuple with its fields as edges."""
    names = getattr(type(value), "_fields", None)
    if names is None or len(names) != len(value):
        return shape_sequence("tuple", value, builder)
    parts = ((f".{name}", item) for name, item in zip(names, value, strict=True))
    return ("tuple", builder.label(type(value)), None, builder.children(parts))


def shape_set(value: Collection[object], builder: Builder) -> Node:
    """Members in an order that depends on what they are, not on their hashes."""
    label = builder.label(type(value))
    if all(type(item) in LEAF_TYPES for item in value):
        return ("set", label, tuple(sorted(value, key=lambda item: (type(item).__name__, repr(item)))), ())
    members = sorted(value, key=lambda item: repr(builder.alone(item)))
    return ("set", label, None, builder.children((f".member({i})", item) for i, item in enumerate(members)))


def shape_sqlite(value: Any, builder: Builder) -> Node | None:
    """A connection by what its database holds; None for anything else of sqlite3."""
    if type(value).__name__ != "Connection":
        return None
    if _is_closed(value):
        return leaf(builder.label(type(value)), "closed")
    lines = tuple(itertools.islice(value.iterdump(), _MOST_LINES))
    parts = [(".iterdump()", lines), (".row_factory", value.row_factory), (".text_factory", value.text_factory)]
    return ("object", builder.label(type(value)), None, builder.children(parts))


def _is_closed(connection: Any) -> bool:
    try:
        connection.cursor()
    except connection.ProgrammingError:
        return True
    return False


def shape_file(value: Any, builder: Builder) -> Node:
    """A file by its name and mode; one in memory by its content."""
    label = builder.label(type(value))
    if isinstance(value, (io.StringIO, io.BytesIO)) and not value.closed:
        return leaf(label, (value.getvalue(), value.tell()))
    if getattr(value, "name", None) in STREAMS:
        return leaf("stream", STREAMS[value.name])
    return leaf(label, (repr(getattr(value, "name", None)), repr(getattr(value, "mode", None)), value.closed))


def _text(value: Any, builder: Builder) -> Node:
    return leaf(builder.label(type(value)), repr(value))


def _module(value: types.ModuleType, builder: Builder) -> Node:
    return leaf("module", "__main__" if builder.is_own(value.__name__) else value.__name__)


def _deque(value: deque[object], builder: Builder) -> Node:
    return ("object", "deque", value.maxlen, builder.children((f"[{i}]", item) for i, item in enumerate(value)))


def _random(value: random.Random, builder: Builder) -> Node:
    return leaf(builder.label(type(value)), value.getstate())


def _variable(value: contextvars.ContextVar[object], builder: Builder) -> Node:
    return ("object", value.name, None, builder.children([(".get()", value.get(None))]))


def _hash(value: Any, builder: Builder) -> Node:
    return leaf(builder.label(type(value)), (value.name, value.hexdigest()))


def _lock(value: Any, builder: Builder) -> Node:
    return leaf(builder.label(type(value)), value.locked() if hasattr(value, "locked") else None)


_LOCKS = (type(threading.Lock()), type(threading.RLock()), threading.Event, threading.Condition, threading.Semaphore)
_TEXTS = (
    complex, range, slice, type(...), type(NotImplemented), datetime.date, datetime.time, datetime.datetime,
    datetime.timedelta, datetime.timezone, decimal.Decimal, fractions.Fraction, uuid.UUID, zoneinfo.ZoneInfo,
    re.Pattern, re.Match, pathlib.PosixPath, pathlib.PurePosixPath, pathlib.WindowsPath, pathlib.PureWindowsPath,
)  # fmt: skip

#: Exact type -> its shape.
SHAPES: Mapping[type, Shape] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_LOCKS, _lock),
    list: lambda value, builder: shape_sequence("list", value, builder),
    tuple: shape_tuple,
    dict: shape_mapping,
    OrderedDict: shape_mapping,
    types.MappingProxyType: shape_mapping,
    set: shape_set,
    frozenset: shape_set,
    bytearray: lambda value, _: leaf("bytearray", bytes(value)),
    memoryview: lambda value, _: leaf("memoryview", value.tobytes()),
    deque: _deque,
    random.Random: _random,
    contextvars.ContextVar: _variable,
    type(hashlib.sha256()): _hash,
    struct.Struct: lambda value, _: leaf("struct.Struct", value.format),
    types.ModuleType: _module,
    **dict.fromkeys(
        (type({}.keys()), type({}.values()), type({}.items())),
        lambda value, builder: shape_sequence("list", value, builder),
    ),
    **dict.fromkeys((io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter), shape_file),
}
