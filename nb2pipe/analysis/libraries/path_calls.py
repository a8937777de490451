"""Functions of the standard library that take paths, and what they give."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import SCALAR
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.texts import composed, constant_text


def opened(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`open(path)`: a file that knows its path."""
    if not values:
        return None
    obj = m.make(node, "file")
    obj.constant = constant_text(values[0])
    return (obj,)


def _parted(m: Machine, node: cst.Call, values: list[Value], part_path: Callable[[str], tuple[str, str]]) -> Value:
    """The two parts of a path: strings, known where the path is."""
    pair = m.make(node, "tuple", "parts")
    for index in range(2 if values else 0):
        part = composed(m, node, "str", values[:1], lambda path, at=index: part_path(path)[at])
        put_part(pair, f"[{index}]", part)
    return (pair,)


def path_and_ending(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`splitext(path)`: what stands before the ending, and the ending."""
    return _parted(m, node, values, posixpath.splitext)


def path_and_name(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`os.path.split(path)`: the folder, and the name in it."""
    return _parted(m, node, values, posixpath.split)


def retrieved(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`urlretrieve(address, path)` gives the path, and what the server said."""
    if len(values) < 2:
        return None
    pair = m.make(node, "tuple", "retrieved")
    put_part(pair, "[0]", values[1])
    put_part(pair, "[1]", SCALAR)
    return (pair,)
