"""What functions of libraries give: values of the types that the tables name, and what these keep."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.calls import LAZY_CALLS
from nb2pipe.analysis.knowledge.careful_libraries import PURE_LIBRARIES
from nb2pipe.analysis.knowledge.random_state import DRAWING_INSTANCES
from nb2pipe.analysis.knowledge.types import ARRAYS, IMMUTABLE, SEARCH_TREES
from nb2pipe.analysis.libraries.library_types import type_made
from nb2pipe.analysis.libraries.polars_calls import made_by_polars
from nb2pipe.analysis.libraries.sharing_calls import view
from nb2pipe.analysis.libraries.sure_results import note_made, tuple_of
from nb2pipe.analysis.outside.archives import ARCHIVES
from nb2pipe.analysis.outside.drawing import advances, has_hidden_keywords, is_unseeded
from nb2pipe.analysis.outside.sql import CONNECTIONS
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.exactness import mark_library_result
from nb2pipe.analysis.state.fills import UNTOLD, begin, note_items, note_keys
from nb2pipe.analysis.state.heap import (
    NOTHING,
    SCALAR,
    all_elements,
    draw_from,
    elements,
    hold,
    join,
    reach,
    sorted_objects,
    spill,
    tie,
)
from nb2pipe.analysis.state.iterating import spill_iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.arrays import rows_of
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.containers import HASHING, given_by
from nb2pipe.analysis.values.labels import take_labels
from nb2pipe.analysis.values.object_columns import fill_table, keep_objects
from nb2pipe.analysis.values.parts import keep_given
from nb2pipe.analysis.values.stored import ZIPPED, note_copied
from nb2pipe.analysis.values.table_cells import show
from nb2pipe.analysis.values.wholes import PARTIAL
from nb2pipe.syntax.arguments import says

#: Given a dict, these keep its values; all others of `SHALLOW_CALLS` iterate over its keys.
KEEP_VALUES = {
    "builtins.dict", "collections.OrderedDict", "collections.Counter", "collections.ChainMap", "collections.UserDict",
}  # fmt: skip

#: Those of them that take pairs as well.
_OF_PAIRS = {"builtins.dict", "collections.OrderedDict", "collections.UserDict"}


def shallow(m: Machine, node: cst.Call, name: str, values: list[Value]) -> Obj:
    """A new holder of what the arguments hold."""
    obj = m.make(node, library.result_type(name))
    if name in ("builtins.zip", "builtins.enumerate"):
        mark(obj, ZIPPED)
        hold(obj, [_zipped(m, node, values, is_counted=name == "builtins.enumerate")])
    elif name in KEEP_VALUES:
        spill(obj, tuple(each for each in join(*values) if not each.traits >= ZIPPED))
        spill(obj, all_elements(join(*values)) if name in _OF_PAIRS else NOTHING)
    elif name != "builtins.map" or not _suspend_map(m, obj, values):
        spill_iterated(obj, join(*values))
    note_copied(obj, name, values)
    if obj.type == "set":
        run_operator(m, elements((obj,)), HASHING, [(SCALAR, None)], node)
    if name not in ("builtins.zip", "builtins.enumerate"):
        hold(obj, rows_of(m, node, join(*values)))
    if name in LAZY_CALLS:
        for source in join(*values):
            tie(obj, source)
        draw_from(obj, (o for value in values[:1] for o in value if o.type in (*CALLED_LATER, "class")))
        draw_from(obj, (o for value in values for o in value if o.type in ("iterator", "generator", "file", "loader")))
    return obj


#: What an iterator can call when somebody takes from it.
CALLED_LATER = ("function", "method", "bound", "partial", "method-caller", "getter", "instance")


def _suspend_map(m: Machine, obj: Obj, values: list[Value]) -> bool:
    """`map(f, items)` calls `f` when somebody takes from it, and gives nothing but what `f` gives."""
    functions = values[0] if values else NOTHING
    if not functions or any(o.type not in CALLED_LATER for o in functions):
        return False
    obj.receiver = functions
    m.suspended[obj] = [(value, None) for value in values[1:]]
    return True


#: Readers of a file, and what each of their rows is.
_CSV_ROWS = {"csv.reader": "list", "csv.DictReader": "dict"}


_NAME: Value = (Obj("str"),)


def keep_keywords(obj: Obj, arguments: list[Argument], key: str) -> None:
    """`dict(a=x)` holds `x` under `a`."""
    for value, keyword in arguments:
        if keyword not in (None, "*", "**"):
            put_part(obj, key.format(keyword), value)
            hold(obj, value)
            note_keys(obj, _NAME)
            note_items(obj, value)


def made(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    """A value of the type that the table gives; objects of classes keep what they are made with."""
    known = _lent(name, arguments) or made_by_polars(m, node, name, arguments) or tuple_of(m, node, name, arguments)
    return known or _made(m, node, name, arguments)


#: Classes whose instances are known by what made them.
_TELLING_CLASSES = frozenset({*ARCHIVES, *SEARCH_TREES, *CONNECTIONS})
_DRAWING_CLASSES = tuple(DRAWING_INSTANCES)
_TELLING_TYPES = frozenset({"layer", "estimator", "rng", "connection", "lock"})


def _made(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    type_ = type_made(name, arguments)
    if type_ in IMMUTABLE:
        return (m.make(node, type_),)
    row_type = _row_type(name, arguments)
    if row_type:
        reader = m.make(node, "reader")
        hold(reader, (m.make(node, row_type, "row"),))
        return (reader,)
    if not type_ and name.startswith("builtins.") and not name.endswith(("Error", "Exception", "Warning")):
        return SCALAR
    if name == "numpy.array" and any(keyword == "copy" for _, keyword in arguments):
        return (view(m, node, name, [value for value, _ in arguments]),)
    obj = m.make(node, type_)
    mark_library_result(obj, name, node)
    note_made(obj, name, node, arguments)
    if name == "collections.defaultdict":
        _keep_factories(m, node, obj, arguments)
    is_telling = name in _TELLING_CLASSES or name.startswith(_DRAWING_CLASSES) or type_ in _TELLING_TYPES
    obj.name = name if is_telling else obj.name
    if type_ == "estimator":
        mark(obj, _estimator_traits(node, name, arguments))
    values = [value for value, _ in arguments]
    keeps_none = name.startswith(_COMPUTING) and name.rpartition(".")[2][:1].islower()
    if type_ not in ("DataFrame", "Series", "ndarray", "Index", "pandas", "figure") and not keeps_none:
        hold(obj, (o for value in values for o in value if o.type in ("function", "method", "bound")))
    taken_apart = _taken_apart(name, values)
    if name.startswith("asyncio.") and name.rpartition(".")[2] in _AWAITED:
        hold(obj, elements(join(*values)), loosely=True)
    elif _keeps_arguments(name, type_):
        strongly = type_ in ("estimator", "dataset", "layer", "network", "dict", "deque", "iterator") or "." not in name
        for value in values:
            hold(obj, [o for o in value if o not in taken_apart], loosely=not strongly)
            hold(obj, [o for o in all_elements(value) if o not in taken_apart], loosely=True)
        keep_keywords(obj, arguments if type_ in ("", "bunch") else [], ".{}")
        # Models of statsmodels keep data under the names of what they are given, and what they have found as well.
        has_parameters = type_ == "estimator" and library.root_of(name) != "statsmodels"
        keep_given(obj, arguments if has_parameters else [])
    if type_ in ("DataFrame", "Series"):
        _fill_with_objects(obj, node, name, arguments)
        take_labels(obj, node, name, arguments)
        inner = reach(elements(join(*values)), loosely=False) - taken_apart
        hold(obj, sorted_objects(o for o in inner if o.type in _CELL_OBJECTS), loosely=True)
    return (obj,)


def _taken_apart(name: str, values: list[Value]) -> set[Obj]:
    """Containers of which a table keeps the cells, and not them: lists that become columns, dicts that become rows."""
    if name not in ("pandas.DataFrame", "pandas.Series"):
        return set()
    given = join(*values)
    rows = elements(given) if name == "pandas.DataFrame" else NOTHING
    return {obj for obj in (*given, *rows) if obj.type in ("list", "dict", "tuple", "set")}


#: `with` binds what these were given.
LENDING = {"contextlib.closing", "contextlib.aclosing", "contextlib.nullcontext"}


def _lent(name: str, arguments: list[Argument]) -> Value:
    value = arguments[0][0] if name in LENDING and arguments else NOTHING
    return value if all(each.type != "generator" for each in value) else NOTHING


def _row_type(name: str, arguments: list[Argument]) -> str:
    """What a reader gives that a call makes; empty for other calls."""
    if name.startswith("pandas.read_") and any(keyword in ("chunksize", "iterator") for _, keyword in arguments):
        return "DataFrame"
    return _CSV_ROWS.get(name, "")


def _keep_factories(m: Machine, node: cst.Call, obj: Obj, arguments: list[Argument]) -> None:
    """What a `defaultdict` calls for a key that it has not: functions of the notebook when that happens."""
    obj.name = "defaultdict"
    factories = arguments[0][0] if arguments and arguments[0][1] is None else NOTHING
    obj.receiver = tuple(factory for factory in factories if factory.type != "external")
    for factory in factories:
        if factory.type == "external":
            default = m.make(node, library.result_type(factory.name), "default")
            begin(default)
            hold(obj, (default,))
            note_items(obj, (default,))
    begin(obj)
    if len(arguments) > 1:
        mark(obj, UNTOLD)
    spill(obj, join(*(value for value, keyword in arguments[1:] if keyword is None)))
    keep_keywords(obj, arguments, "[{!r}]")


#: Readers of files that keep Python objects.
_READERS_OF_OBJECTS = {"pandas.read_json", "pandas.read_pickle", "pandas.json_normalize"}


def _fill_with_objects(table: Obj, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    fill_table(table, [value for value, keyword in arguments if keyword in (None, "data", "objs")])
    if name in _READERS_OF_OBJECTS:
        keep_objects(table)
    if says(node, "copy", "False"):
        # The table shows the memory of the arrays that it was given.
        given = [obj for value, _ in arguments for obj in (*value, *elements(value))]
        arrays = [obj for obj in given if obj.type in ARRAYS]
        hold(table, arrays)
        for array in arrays:
            hold(array, (table,))
            show(table, array)


#: Objects that a cell of a frame can hold as they are.
_CELL_OBJECTS = ("list", "dict", "set", "instance")


def _keeps_arguments(name: str, type_: str) -> bool:
    last = name.rpartition(".")[2]
    if last[:1].isupper() or library.root_of(name) not in PURE_LIBRARIES or type_ in ("estimator", "iterator"):
        return True
    return last in ("make_pipeline", "make_column_transformer", "make_union", "wraps", "compile", "chain")


#: Functions of these call what they are given, and keep nothing of it.
_COMPUTING = ("json.", "pandas.", "scipy.integrate.", "scipy.optimize.", "collections.defaultdict")
#: What these give, or what is awaited of it, are results of the coroutines that they are given.
_AWAITED = ("create_task", "ensure_future", "gather", "wait_for", "run", "shield")


def _estimator_traits(node: cst.Call, name: str, arguments: list[Argument]) -> frozenset[str]:
    traits: set[str] = set()
    if is_unseeded(node, name, arguments):
        traits |= {"unseeded", "perhaps-seeded"} if has_hidden_keywords(arguments) else {"unseeded"}
    if advances(node, name, arguments):
        traits.add("advances")
    if any(arg.keyword is not None and arg.keyword.value.startswith(("copy", "overwrite")) for arg in node.args):
        traits.add("in-place")
    if name.rpartition(".")[2] in ("Pipeline", "make_pipeline", "FeatureUnion", "make_union"):
        traits.add("fits-parts")
    return frozenset(traits)


def _zipped(m: Machine, node: cst.CSTNode, values: list[Value], *, is_counted: bool) -> Obj:
    """A tuple with an element of each of the values, a number before them if they are counted."""
    row = m.make(node, "tuple", "row")
    if isinstance(node, cst.Call) and any(argument.star for argument in node.args):
        mark(row, frozenset({PARTIAL}))
    first = [(m.make(node, "int", "count"),)] if is_counted else []
    values = values[:1] if is_counted else values
    for index, part in enumerate([*first, *(_element(m, node, value) for value in values)]):
        put_part(row, f"[{index}]", part)
        hold(row, part)
    return row


def _element(m: Machine, node: cst.CSTNode, value: Value) -> Value:
    return given_by(m, node, value) or SCALAR
