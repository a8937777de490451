"""Functions whose results share memory or state with what they are given."""

from __future__ import annotations

import builtins

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE, MAYBE_ARRAYS, SHARED_DICT, WINDOW
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.exactness import mark_library_result
from nb2pipe.analysis.state.heap import elements, hold, join, spill, tie
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.table_cells import show
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.scopes import dotted_name


def memory(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """A `memoryview` and its object change each other."""
    if not values:
        return None
    window = m.make(node, "connection", "memory")
    hold(window, values[0])
    for held in values[0]:
        hold(held, [window])
    return (window,)


def shared_dict(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`ChainMap(a, b)` shows the dicts that it is given, and writes into `a`."""
    made, maps = m.make(node, ""), m.make(node, "list", "maps")
    for index, value in enumerate(values):
        put_part(maps, f"[{index}]", value)
        hold(maps, value)
    put_part(made, "maps", (maps,))
    return _shows(made, values)


def drawing(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`ImageDraw.Draw(image)` draws into the image."""
    made = m.make(node, "connection", "drawing")
    for image in values[0] if values else ():
        tie(image, made)
    return (made,)


def read_only_dict(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`MappingProxyType(a)` shows the dict that it is given; pickle cannot store it."""
    return _shows(m.make(node, "read-only dict"), values)


def _shows(shown: Obj, values: list[Value]) -> Value:
    shown.name = SHARED_DICT
    for index, value in enumerate(values):
        spill(shown, value)
        for original in value:
            tie(shown, original)
            if index == 0:
                tie(original, shown)
    return (shown,)


def _exception(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`ValueError(items)` keeps what it is given in `args`."""
    made, given = m.make(node, "", "exception"), m.make(node, "tuple", "args")
    hold(given, join(*values))
    for index, value in enumerate(values):
        put_part(given, f"[{index}]", value)
    hold(made, (given,))
    put_part(made, "args", (given,))
    return (made,)


def _is_exception(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseException)


EXCEPTION_CALLS = {f"builtins.{name}": _exception for name, kind in vars(builtins).items() if _is_exception(kind)}


def weak_reference(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`weakref.ref(target)` gives the target when it is called."""
    made = m.make(node, "connection", "weak")
    made.name = "weakref.ref"
    for value in values[:1]:
        hold(made, value)
    return (made,)


def weak_proxy(_m: Machine, _node: cst.Call, values: list[Value]) -> Value | None:
    """`weakref.proxy(target)`: whatever is done to it is done to the target."""
    return values[0] or None if values else None


def summed_by_indices(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`numpy.einsum("ii->i", array)` of a single array may be a window on it."""
    return (view(m, node, "numpy.einsum", values[1:]),) if len(values) == 2 and values[1] else None


def generator_over(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`numpy.random.Generator(bits)` goes on with the bits, and they with it; a generator is given back as it is."""
    given = tuple(obj for obj in (values[0] if values else ()) if obj.type == "rng")
    if not given or len(values) > 1:
        return None
    made = m.make(node, "rng", "over")
    for bits in given:
        tie(made, bits)
        tie(bits, made)
    return (made,)


def split(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`numpy.split(array, …)`: a list of windows on the array."""
    parts = m.make(node, "list", "parts")
    hold(parts, [view(m, node, "numpy.split", values)])
    return (parts,)


def views_of_each(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`numpy.broadcast_arrays(a, b)`: a list of windows on the arrays, which `meshgrid` gives for `copy=False`."""
    if dotted_name(node.func).endswith("meshgrid") and not says(node, "copy", "False"):
        return None
    parts = m.make(node, "list", "parts")
    for index, value in enumerate(values):
        window = m.make(node, "ndarray", f"window-{index}")
        for array in value:
            if array.type not in IMMUTABLE:
                hold(array, [window])
        put_part(parts, f"[{index}]", (window,))
        hold(parts, [window])
    return (parts,)


#: An array of one of these is a copy, which may hold the same Python objects.
_COPIED = ("list", "tuple")


def view(m: Machine, node: cst.Call, name: str, values: list[Value]) -> Obj:
    """An array that may share memory with the first argument."""
    # A tensor has methods of its own that change it: it is no array of numpy's.
    obj = m.make(node, "" if library.root_of(name) == "torch" else "ndarray")
    mark_library_result(obj, name, node)
    for value in values[:1]:
        hold(obj, (held for held in value if held.type not in _COPIED))
        hold(obj, elements(tuple(held for held in value if held.type in _COPIED)), loosely=True)
        for held in value:
            if held.type not in IMMUTABLE and held.type not in _COPIED:
                hold(held, [obj], loosely=False)
                show(held, obj)
                if held.type in MAYBE_ARRAYS or obj.type in MAYBE_ARRAYS:
                    mark(obj, WINDOW)
    return obj
