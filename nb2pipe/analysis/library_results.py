"""What functions of libraries give: values of the types that the tables name, and what these keep."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis import library
from nb2pipe.analysis.callables import Argument, run_function
from nb2pipe.analysis.heap import (
    NOTHING,
    SCALAR,
    elements,
    hold,
    iterated,
    join,
    reach,
    sorted_objects,
    spill,
    spill_iterated,
    tie,
)
from nb2pipe.analysis.knowledge.calls import LAZY_CALLS
from nb2pipe.analysis.knowledge.random_state import is_unseeded
from nb2pipe.analysis.knowledge.types import IMMUTABLE, PURE_LIBRARIES
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import Obj, Value, put_part

#: Given a dict, these keep its values; all others of `SHALLOW_CALLS` iterate over its keys.
KEEP_VALUES = {
    "builtins.dict", "collections.OrderedDict", "collections.Counter", "collections.ChainMap",
}  # fmt: skip


def shallow(m: Machine, node: cst.Call, name: str, values: list[Value]) -> Obj:
    """A new holder of what the arguments hold."""
    obj = m.make(node, library.result_type(name))
    if name in ("builtins.zip", "builtins.enumerate"):
        hold(obj, [_zipped(m, node, values if name == "builtins.zip" else [SCALAR, *values])])
    elif name in KEEP_VALUES:
        spill(obj, join(*values))
        spill(obj, elements(join(*values)) if name == "builtins.dict" else NOTHING)
    elif name != "builtins.map" or not _suspend_map(m, obj, values):
        spill_iterated(obj, join(*values))
    for array in (o for value in values for o in value if o.type == "ndarray"):
        row = m.make(node, "ndarray", f"row-{id(array)}")
        hold(array, [row], loosely=True)
        hold(obj, [row], loosely=False)
    if name in LAZY_CALLS:
        for source in join(*values):
            tie(obj, source)
    if name in ("builtins.map", "builtins.filter"):
        hold(obj, tuple(o for value in values for o in value if o.type in ("function", "method", "class")))
    if name in LAZY_CALLS:
        for value in values:
            hold(obj, (o for o in value if o.type in ("iterator", "generator", "file")))
    return obj


def _suspend_map(m: Machine, obj: Obj, values: list[Value]) -> bool:
    """`map(f, items)` calls `f` when somebody takes from it, and gives nothing but what `f` gives."""
    functions = values[0] if values else NOTHING
    if not functions or any(o.type not in ("function", "method") for o in functions):
        return False
    obj.receiver = functions
    m.suspended[obj] = [(value, None) for value in values[1:]]
    return True


def view(m: Machine, node: cst.Call, values: list[Value]) -> Obj:
    """An array that may share memory with the first argument."""
    obj = m.make(node, "ndarray")
    for value in values[:1]:
        hold(obj, value, loosely=False)
        for held in value:
            if held.type not in IMMUTABLE:
                hold(held, [obj], loosely=False)
    return obj


#: Readers of a file, and what each of their rows is.
_CSV_ROWS = {"csv.reader": "list", "csv.DictReader": "dict"}


def keep_keywords(obj: Obj, arguments: list[Argument], key: str) -> None:
    """`dict(a=x)` holds `x` under `a`."""
    for value, keyword in arguments:
        if keyword not in (None, "*", "**"):
            put_part(obj, key.format(keyword), value)
            hold(obj, value)


def made(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    """A value of the type that the table gives; objects of classes keep what they are made with."""
    type_ = library.result_type(name)
    if type_ in IMMUTABLE:
        return (m.make(node, type_),)
    if name.startswith("pandas.read_") and any(keyword in ("chunksize", "iterator") for _, keyword in arguments):
        reader = m.make(node, "reader")
        hold(reader, (m.make(node, "DataFrame", "chunk"),))
        return (reader,)
    if not type_ and name.startswith("builtins.") and not name.endswith(("Error", "Exception", "Warning")):
        return SCALAR
    if name in _CSV_ROWS:
        rows = m.make(node, "reader")
        hold(rows, (m.make(node, _CSV_ROWS[name], "row"),))
        return (rows,)
    obj = m.make(node, type_)
    if name == "collections.defaultdict":
        obj.name = "defaultdict"
        hold(obj, _defaults(m, node, arguments))
        spill(obj, join(*(value for value, keyword in arguments[1:] if keyword is None)))
        keep_keywords(obj, arguments, "[{!r}]")
    if type_ == "estimator":
        obj.traits = _estimator_traits(node, name, arguments)
    values = [value for value, _ in arguments]
    if type_ not in ("DataFrame", "Series", "ndarray", "Index", "pandas", "figure"):
        hold(obj, (o for value in values for o in value if o.type in ("function", "method", "bound")))
    if name.startswith("asyncio.") and name.rpartition(".")[2] in _AWAITED:
        hold(obj, elements(join(*values)), loosely=True)
    elif _keeps_arguments(name, type_):
        strongly = type_ in ("estimator", "layer", "network", "dict", "deque", "iterator") or "." not in name
        for value in values:
            hold(obj, value, loosely=not strongly)
            hold(obj, elements(value), loosely=True)
        keep_keywords(obj, arguments if not type_ else [], ".{}")
    if type_ in ("DataFrame", "Series"):
        inner = reach(elements(join(*values)), loosely=False)
        hold(obj, sorted_objects(o for o in inner if o.type in _CELL_OBJECTS), loosely=True)
    return (obj,)


def _defaults(m: Machine, node: cst.Call, arguments: list[Argument]) -> Value:
    """What a `defaultdict` makes for a key that it has not."""
    made: list[Value] = []
    for factory in arguments[0][0] if arguments else NOTHING:
        if factory.type == "external":
            made.append((m.make(node, library.result_type(factory.name), "default"),))
        else:
            made.append(run_function(m, factory, [], node))
    return join(*made)


#: Objects that a cell of a frame can hold as they are.
_CELL_OBJECTS = ("list", "dict", "set", "instance")


def _keeps_arguments(name: str, type_: str) -> bool:
    last = name.rpartition(".")[2]
    if last[:1].isupper() or library.root_of(name) not in PURE_LIBRARIES or type_ in ("estimator", "iterator"):
        return True
    return last in ("make_pipeline", "make_column_transformer", "make_union", "wraps", "compile", "chain")


#: What these give, or what is awaited of it, are results of the coroutines that they are given.
_AWAITED = ("create_task", "ensure_future", "gather", "wait_for", "run", "shield")


def _estimator_traits(node: cst.Call, name: str, arguments: list[Argument]) -> frozenset[str]:
    traits: set[str] = set()
    if is_unseeded(name, [keyword for _, keyword in arguments]):
        traits.add("unseeded")
    if any(arg.keyword is not None and arg.keyword.value.startswith(("copy", "overwrite")) for arg in node.args):
        traits.add("in-place")
    if name.rpartition(".")[2] in ("Pipeline", "make_pipeline", "FeatureUnion", "make_union"):
        traits.add("fits-parts")
    return frozenset(traits)


def _zipped(m: Machine, node: cst.CSTNode, values: list[Value]) -> Obj:
    """A tuple with an element of each of the values."""
    row = m.make(node, "tuple", "row")
    for index, value in enumerate(values):
        part = iterated(value) or SCALAR
        put_part(row, f"[{index}]", part)
        hold(row, part)
    return row
