"""Any other object -> a node with the state that pickle would store; for what pickle can't store, its attributes."""

from __future__ import annotations

import copyreg
import dataclasses
import enum
import functools
import logging
import types
import warnings
import weakref
from collections.abc import Iterator, Mapping
from typing import Any

from .graph import Builder, Node, is_of, leaf, opaque

Parts = Iterator[tuple[str, object]]

#: Attributes by which classes of a library remember what they have computed once, or say where in the code, in which
#: process or as which of its process an instance was made, by library.
_CACHES: Mapping[str, frozenset[str]] = {
    # The name of the process's script, where the code gives none.
    "argparse": frozenset({"prog", "_prog_prefix"}),
    "concurrent": frozenset({"_thread_name_prefix"}),
    # An address, by which it sees whether it has looked at these stop words before; the other is lost by pickle.
    "sklearn": frozenset({"_stop_words_id", "_deprecated_key_to_warnings"}),
    # `summary()` leaves `diagn`, a table that is shown the widths of its columns, a forecast its dates; the last is
    # memory that is written before it is read.
    "statsmodels": frozenset(
        {
            "_cache",
            "_colwidths",
            "_nobs_int",
            "_summary_cache",
            "_summary_statistics_cache",
            "diagn",
            "predict_dates",
            "predict_end",
            "predict_start",
            "_tmp_like_exog",
        }
    ),
    # A recorded warning knows the line of the cell, or of the step.
    "warnings": frozenset({"filename", "line", "lineno", "source"}),
}

#: Attributes that hold nothing until somebody asks for them, and an empty dict from then on.
_EMPTY_WHEN_ASKED: Mapping[str, frozenset[str]] = {"xarray": frozenset({"_attrs", "_encoding"})}

#: What a class has whose instances can be looked into.
_OPENINGS = frozenset({"__dict__", "__slots__", "__getstate__", "__reduce__", "__reduce_ex__"})


class _Hidden:
    """Stands for what an instance keeps in memory of C's own, beside the attributes that it shows."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class _NoStateError(Exception):
    """The object has neither items nor attributes, and pickle can't store it."""


def shape_object(value: Any, builder: Builder) -> Node:
    """An instance by its class's name, its items if it is a container, and its state, attributes in order of name."""
    label = builder.label(type(value))
    if isinstance(value, _Hidden):
        return opaque("hidden state", value.reason)
    if isinstance(value, enum.Enum):
        return leaf(label, value.name)
    if isinstance(value, logging.Logger):
        return leaf(label, value.name)
    if isinstance(value, weakref.ReferenceType):
        return leaf(label, builder.label(type(value())))
    parts = list(_items(value))
    try:
        parts += _state(value)
    except _NoStateError as error:
        if not parts:
            return opaque(label, str(error))
    if not parts and _is_closed(type(value)):
        return opaque(label, "what it holds can't be read")
    return ("object", label, None, builder.children(parts))


def shape_cached_function(value: Any, builder: Builder) -> Node:
    """A function under `functools.cache`, without what it remembers."""
    return ("object", builder.label(type(value)), None, builder.children([(".__wrapped__", value.__wrapped__)]))


def _items(value: Any) -> Parts:
    """What an instance of a subclass of a builtin type holds as such."""
    if isinstance(value, dict):
        yield "", dict(dict.items(value))
    container: Any
    for container in (list, tuple, set, frozenset):
        if isinstance(value, container):
            yield "", container(container.__iter__(value))
    scalar: Any
    for scalar in (str, bytes, int, float, complex):
        if isinstance(value, scalar):
            yield "", scalar.__new__(scalar, value)


def _state(value: Any) -> Parts:
    cls = type(value)
    if _is_written_in_python(cls, "__getstate__"):
        try:
            return _edges(_with_names(value.__getstate__(), cls), cls)
        except Exception:  # noqa: BLE001  the class's own code, which may raise anything
            return _edges(_attributes(value), cls)
    if _is_written_in_python(cls, "__reduce__") or _is_written_in_python(cls, "__reduce_ex__"):
        attributes = _attributes(value)
        if attributes:
            return _edges(attributes, cls)
    return _reduced(value)


def _reduced(value: Any) -> Parts:
    cls = type(value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reduce = copyreg.dispatch_table.get(cls)
            parts = reduce(value) if reduce is not None else value.__reduce_ex__(2)
    except Exception as error:  # the class's own code, which may raise anything
        attributes = _attributes(value)
        if not attributes:
            raise _NoStateError(str(error)) from error
        yield from _edges(attributes, cls)
        if not any(_is_written_in_python(cls, name) for name in ("__reduce__", "__reduce_ex__")):
            yield "", _Hidden(str(error))
        return
    if isinstance(parts, str):
        yield ".name", parts
        return
    _, arguments, state, items, pairs = (*parts, None, None, None)[:5]
    yield from ((f".argument({i})", item) for i, item in enumerate(arguments) if item is not cls)
    if isinstance(state, tuple) and not _is_of_attributes(state):
        # An extension type may put together its arrays now, out of memory that it may share with others, or not.
        state = tuple(part.copy() if is_of(part, "numpy", "ndarray") else part for part in state)
    if state is not None:
        yield from _edges(state, cls)
    # The items of builtin containers have been read already, without the class's own code.
    if items is not None and not isinstance(value, list):
        yield ".items", list(items)
    if pairs is not None and not isinstance(value, dict):
        yield ".pairs", list(pairs)


def _edges(state: Any, cls: type) -> Parts:
    """Attributes, whether the state is a dict or a pair of what is in `__dict__` and what is in slots."""
    if isinstance(state, tuple) and _is_of_attributes(state):
        state = {**(state[0] or {}), **(state[1] or {})}
    if not isinstance(state, dict) or not all(isinstance(name, str) for name in state):
        if state is not None:
            yield ".state", state
        return
    # A cached property was computed or was not; that changes nothing.
    roots = {str(base.__module__).partition(".")[0] for base in cls.__mro__}
    left_out = {name for root in roots for name in _CACHES.get(root, ())}
    left_out |= {name for root in roots for name in _EMPTY_WHEN_ASKED.get(root, ()) if not state.get(name)}
    for name in sorted(set(state) - left_out - {"__module__"}):
        if not isinstance(getattr(cls, name, None), functools.cached_property):
            yield f".{name}", state[name]


def _with_names(state: Any, cls: type) -> Any:
    """The state of a frozen dataclass with slots, which is a list of its fields' values, by their names."""
    fields = dataclasses.fields(cls) if isinstance(state, list) and dataclasses.is_dataclass(cls) else ()
    return {field.name: item for field, item in zip(fields, state, strict=True)} if fields else state


def _is_of_attributes(state: tuple[Any, ...]) -> bool:
    """Whether the state is a pair of what is in `__dict__` and what is in slots."""
    return len(state) == 2 and all(part is None or isinstance(part, dict) for part in state)


def _attributes(value: object) -> dict[str, object]:
    found: dict[str, object] = dict(getattr(value, "__dict__", {}))
    for base in type(value).__mro__:
        for name, member in vars(base).items():
            if isinstance(member, types.MemberDescriptorType) and name not in found:
                try:
                    found[name] = member.__get__(value)
                except AttributeError:  # not assigned yet
                    continue
    return found


def _is_closed(cls: type) -> bool:
    """Whether instances are C's own: no attributes, and nobody has said how to store them."""
    return not any(_OPENINGS & vars(base).keys() for base in cls.__mro__[:-1]) and cls is not object


def _is_written_in_python(cls: type, name: str) -> bool:
    """Whether the class or a base of it defines the method, and not in C."""
    members = (vars(base)[name] for base in cls.__mro__ if name in vars(base))
    return isinstance(next(members, None), types.FunctionType)
