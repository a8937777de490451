"""Any other object -> a node with the state that pickle would store; only for what pickle can't, its attributes."""

from __future__ import annotations

import copyreg
import enum
import functools
import logging
import types
import warnings
import weakref
from collections.abc import Iterator, Mapping
from typing import Any

from .builtin import shape_mapping, shape_sequence, shape_set, shape_tuple
from .graph import Builder, Node, leaf, opaque


def shape_object(value: Any, builder: Builder) -> Node:
    """An instance by its class's name, its items if it is a container, and its state, attributes in order of name."""
    cls = type(value)
    label = builder.label(cls)
    if isinstance(value, enum.Enum):
        return leaf(label, value.name)
    if isinstance(value, logging.Logger):
        return leaf(label, value.name)
    if isinstance(value, weakref.ReferenceType):
        return leaf(label, builder.label(type(value())))
    if callable(value) and hasattr(value, "__wrapped__") and hasattr(value, "cache_info"):
        return ("object", label, None, builder.children([(".__wrapped__", value.__wrapped__)]))
    parts = [*_items(value, builder), *_state(value, cls)]
    if parts and parts[0][0] == _NO_STATE:
        return opaque(label, str(parts[0][1]))
    return ("object", label, None, builder.children(parts))


_NO_STATE = ""


def _items(value: Any, builder: Builder) -> Iterator[tuple[str, object]]:
    """What a subclass of a builtin type holds as such, wrapped so that its attributes stay apart."""
    for base, plain in ((dict, dict), (list, list), (tuple, tuple), (set, set), (frozenset, frozenset)):
        if isinstance(value, base):
            yield "[:]", plain(base.__iter__(value)) if base is not dict else dict(dict.items(value))
    for scalar in (str, bytes, int, float, complex):
        if isinstance(value, scalar) and not isinstance(value, bool):
            yield ".value", scalar.__new__(scalar, value)


def _state(value: Any, cls: type) -> Iterator[tuple[str, object]]:
    own_state = _python_method(cls, "__getstate__")
    if own_state is None and (_python_method(cls, "__reduce__") or _python_method(cls, "__reduce_ex__")):
        attributes = _attributes(value)
        if attributes or not _is_reducible(cls):
            yield from _edges(attributes, cls)
            return
    if own_state is not None:
        try:
            yield from _edges(value.__getstate__(), cls)
        except Exception:  # noqa: BLE001  the class's own code, which may raise anything
            yield from _edges(_attributes(value), cls)
        return
    yield from _reduced(value, cls)


def _reduced(value: Any, cls: type) -> Iterator[tuple[str, object]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reduce = copyreg.dispatch_table.get(cls)
            parts = reduce(value) if reduce is not None else value.__reduce_ex__(2)
    except Exception as error:  # noqa: BLE001  the class's own code, which may raise anything
        attributes = _attributes(value)
        yield from _edges(attributes, cls) if attributes else iter([(_NO_STATE, str(error))])
        return
    if isinstance(parts, str):
        yield ".name", parts
        return
    _, arguments, state, items, pairs = (*parts, None, None, None)[:5]
    yield from ((f".argument({i})", item) for i, item in enumerate(arguments) if item is not cls)
    if state is not None:
        yield from _edges(state, cls)
    # A builtin container's items were read without it.
    if items is not None and not isinstance(value, list):
        yield ".items", list(items)
    if pairs is not None and not isinstance(value, dict):
        yield ".pairs", list(pairs)


def _edges(state: Any, cls: type) -> Iterator[tuple[str, object]]:
    """Attributes, whether the state is a dict or a pair of what is in `__dict__` and what is in slots."""
    if isinstance(state, tuple) and len(state) == 2 and all(part is None or isinstance(part, dict) for part in state):
        state = {**(state[0] or {}), **(state[1] or {})}
    if not isinstance(state, dict) or not all(isinstance(name, str) for name in state):
        if state is not None:
            yield ".state", state
        return
    for name in sorted(state):
        # A cached property was computed or was not; that changes nothing.
        if not isinstance(getattr(cls, name, None), functools.cached_property):
            yield f".{name}", state[name]


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


def _python_method(cls: type, name: str) -> types.FunctionType | None:
    for base in cls.__mro__:
        member = vars(base).get(name)
        if member is not None:
            return member if isinstance(member, types.FunctionType) else None
    return None


def _is_reducible(cls: type) -> bool:
    return cls.__module__ not in ("__main__", "__mp_main__")
