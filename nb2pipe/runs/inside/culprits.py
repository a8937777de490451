"""An object that pickle can't store -> the part of it that is to blame, as `config["client"]._ssl`."""

from __future__ import annotations

import io
import pickle
import types
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DEEPEST = 100


@dataclass(frozen=True)
class Culprit:
    """The innermost part that can't be pickled."""

    #: Source text that leads to it.
    path: str
    #: Such as `a generator` or `a function defined inside load()`.
    what: str
    #: What pickle says about it.
    reason: str


def find_culprit(value: object, path: str) -> Culprit | None:
    """Follow the parts that fail to the innermost one; None if the value can be pickled after all."""
    reason = _failure(value)
    if reason is None:
        return None
    # Parts may exist only while they are looked at: keeping them keeps their ids apart.
    seen: dict[int, object] = {id(value): value}
    for _ in range(_DEEPEST):
        for edge, part in _parts(value):
            deeper = None if id(part) in seen else _failure(part)
            seen[id(part)] = part
            if deeper is not None:
                value, path, reason = part, path + edge, deeper
                break
        else:
            break
    return Culprit(path, _what(value), reason)


def _parts(value: Any) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"[{key!r}]", item
        yield from ((f" key {key!r}", key) for key in value)
    elif isinstance(value, (list, tuple, deque)):
        yield from ((f"[{i}]", item) for i, item in enumerate(value))
    elif isinstance(value, (set, frozenset)):
        yield from ((" member", item) for item in value)
    if isinstance(value, types.MethodType):
        yield ".__self__", value.__self__
    elif not isinstance(value, (type, types.FunctionType)):
        yield from _state(value)


def _state(value: Any) -> Iterator[tuple[str, object]]:
    try:
        reduced = value.__reduce_ex__(5)
    except Exception:  # noqa: BLE001  the class's own code, which may raise anything
        reduced = ()
    if isinstance(reduced, str):
        return
    state = reduced[2] if len(reduced) > 2 else getattr(value, "__dict__", None)
    for part in state if isinstance(state, tuple) else (state,):
        if isinstance(part, dict):
            yield from ((f".{name}", item) for name, item in part.items())
        elif part is not None:
            yield " state", part
    if len(reduced) > 1:
        yield from ((f" argument {i}", item) for i, item in enumerate(reduced[1]))


class _Sink(io.RawIOBase):
    """A file that forgets what is written to it."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


def _failure(value: object) -> str | None:
    try:
        pickle.Pickler(_Sink(), protocol=5).dump(value)
    except RecursionError:
        return "it is nested too deeply"
    except Exception as error:  # noqa: BLE001  the object's own code, which may raise anything
        return str(error) or type(error).__name__
    return None


def _what(value: Any) -> str:
    if isinstance(value, (types.FunctionType, type)):
        noun = "a class" if isinstance(value, type) else "a function"
        outer = value.__qualname__.rpartition(".<locals>.")[0].rpartition(".")[2]
        name = f"the lambda{'' if not outer else f' in {outer}()'}" if value.__name__ == "<lambda>" else ""
        return name or (f"{noun} defined inside {outer}()" if outer else f"{noun} named {value.__qualname__}")
    return f"of type {type(value).__name__}"
