"""What methods of library objects give."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.polars import POLARS
from nb2pipe.analysis.knowledge.results import METHOD_RESULTS
from nb2pipe.analysis.knowledge.types import (
    CALLING_METHODS,
    GIVING_METHODS,
    IMMUTABLE,
    MAYBE_ARRAYS,
    PURE_PREFIXES,
    REGISTERING_METHODS,
    SHARED_DICT,
    WINDOW,
    WINDOW_METHODS,
)
from nb2pipe.analysis.libraries.iteration import unknown_result
from nb2pipe.analysis.libraries.method_changes import is_in_place_name
from nb2pipe.analysis.libraries.polars_calls import method_of_polars
from nb2pipe.analysis.libraries.sure_results import note_array_method
from nb2pipe.analysis.libraries.transformed import known_of_model, note_model_result, type_transformed
from nb2pipe.analysis.state.changing import mark, put_parts
from nb2pipe.analysis.state.exactness import is_sized, mark_method_result, with_later_scalars
from nb2pipe.analysis.state.fills import begin, is_told, items_noted, note_all_of, note_items
from nb2pipe.analysis.state.heap import (
    GROUPS,
    SCALAR,
    elements,
    hold,
    join,
    keep_texts,
    part_of,
    sorted_objects,
    spill,
    tie,
)
from nb2pipe.analysis.state.iterating import spill_iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.choices import items_noted_in, keys_of, pair_of, with_plain
from nb2pipe.analysis.values.column_accessors import made_by_accessor
from nb2pipe.analysis.values.composition import text_of_method
from nb2pipe.analysis.values.dimensions import dimensions, note_method
from nb2pipe.analysis.values.groupings import note_groups, result_of_groups
from nb2pipe.analysis.values.labels import keep_index
from nb2pipe.analysis.values.object_columns import CALLING, objects_in, share_objects
from nb2pipe.analysis.values.observers import observe
from nb2pipe.analysis.values.operations import fresh_like
from nb2pipe.analysis.values.parts import give_parameters, unseen_part
from nb2pipe.analysis.values.table_cells import show
from nb2pipe.analysis.values.tensors import is_tensor, made_by_sure_tensor, made_by_tensor
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.chains import is_part_of_plot


def method_result(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    """What a method of the object gives, with all that is known of it: dimensions, whether it surely is of its type."""
    if obj.type == "estimator" and (known := known_of_model(m, node, obj, method)):
        return known
    made = note_method(made_by_method(m, node, obj, method, arguments), obj, method, arguments)
    note_array_method(made, obj, method, node)
    for each in made if obj.type == "str" and method in ("split", "rsplit", "splitlines") else ():
        begin(each)
        note_items(each, (obj,))
    if obj.type == "estimator":
        note_model_result(m, made, obj, method, arguments)
    keep_index(made, obj, method, node)
    return mark_method_result(made, obj, method, node)


def made_by_method(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    """What a method of the object gives."""
    text = text_of_method(m, node, obj, method, arguments) if obj.type in ("str", "path") else None
    if text is not None:
        return text
    what = type_transformed(m, obj, method, arguments) or _kind_of_result(node, obj, method, arguments)
    if obj.type in IMMUTABLE:
        is_text = obj.type == "str" or method in _OF_TEXTS
        return (m.make(node, what or METHOD_RESULTS["str"].get(method, "str")),) if is_text else SCALAR
    if obj.type in (POLARS, "sql-context"):
        return method_of_polars(m, node, obj, method, arguments)
    if is_tensor(obj) and not is_in_place_name(method):
        made = made_by_tensor(m, node, obj, method) or (unknown_result(m, node, arguments, (obj,), is_fresh=True),)
        return made_by_sure_tensor(made, obj, method)
    if what == "self" or (obj.type == "" and (method in ("fit", "set_params") or is_in_place_name(method))):
        return (obj,)
    if what == "elements":
        return _element(m, node, obj, method, arguments) if method != "popitem" else (pair_of(m, node, obj),)
    if what == "operation":
        return fresh_like(m, node, (obj,), join(*(value for value, _ in arguments)))
    if what == "shallow":
        return (_shallow_copy(m, node, obj, method),)
    if what == "view" or (obj.type == "ndarray" and method == "astype" and says(node, "copy", "False")):
        view = m.make(node, "ndarray", "view")
        hold(view, objects_in(obj))
        hold(obj, [view], loosely=obj.type in ("DataFrame", "Series"))
        show(obj, view)
        return (view,)
    if what in IMMUTABLE:
        return (m.make(node, what),)
    if what:
        return (_typed(m, node, obj, method, what),)
    return (_result_like(m, node, obj, method, arguments),)


#: Methods that give texts, or lists of them, whatever they are of.
_OF_TEXTS = ("split", "rsplit", "splitlines", "isoformat", "strftime")


def _kind_of_result(node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> str:
    """What the tables say of the method; empty where they say nothing."""
    if obj.name == SHARED_DICT:
        return "elements" if METHOD_RESULTS["dict"].get(method) == "elements" else ""
    if method == "to_dict" and any(given.constant == "records" for value, _ in arguments for given in value):
        return "list"
    if method == "to_numpy" and says(node, "copy", "True"):
        return "ndarray"
    if is_part_of_plot(node) and obj.type in ("pandas-view", "pandas", "Series", ""):
        return "figure"
    if (obj.type, method) == ("Series", "reset_index") and all(keyword != "drop" for _, keyword in arguments):
        return "DataFrame"
    return METHOD_RESULTS.get(obj.type, {}).get(method, "")


def _keep_objects_of_table(m: Machine, node: cst.Call, obj: Obj, method: str, made: Obj) -> None:
    """What a method of a table gives holds the Python objects of its columns, if there are any."""
    objects = objects_in(obj)
    if not objects or method in CALLING:
        return
    share_objects(made, (obj,))
    if method in ("iterrows", "items", "itertuples"):
        pair, row = m.make(node, "tuple", "item"), m.make(node, "Series" if method == "iterrows" else "", "row")
        share_objects(row, (obj,))
        hold(row, objects)
        values = (row,) if method == "iterrows" else objects
        put_parts(pair, {"[0]": SCALAR, "[1]": values})
        hold(pair, values)
        hold(made, (row,) if method == "itertuples" else (pair,))
    elif made.type == "pandas":
        pair, part = m.make(node, "tuple", "group"), m.make(node, obj.type, "part")
        share_objects(part, (obj,))
        put_parts(pair, {"[0]": SCALAR, "[1]": (part,)})
        hold(pair, (part,))
        hold(made, (pair,))
    elif made.type in ("list", "ndarray", "dict"):
        hold(made, objects)


def _typed(m: Machine, node: cst.Call, obj: Obj, method: str, what: str) -> Obj:
    """A new value of the type that the table names, tied to what it stays with."""
    made = m.make(node, what, "method")
    _keep_objects_of_table(m, node, obj, method, made)
    if what in ("pandas", "iterator"):
        # A grouping shows what its table holds by then.
        hold(made, (obj,), loosely=what == "iterator")
    if what == GROUPS:
        note_groups(made, obj, method, node)
    if what == obj.type and what in _TREES:
        # An element found is in the tree, and leads to all of it.
        hold(made, (obj,))
        hold(obj, (made,))
    if obj.type == "layer" and what in ("iterator", "dict"):
        # Parameters and layers inside are the layer's own.
        hold(made, (unseen_part(obj, f"{method}()"),))
        tie(made, obj)
    if what == "connection" and method in ("cursor", "getbuffer"):
        # What one does to the database, or to the memory, the other sees.
        tie(obj, made)
        tie(made, obj)
    if obj.type == "estimator" and method == "get_params":
        give_parameters(obj, made)
    if method == "to_dict" or (method in ("tolist", "to_list") and dimensions((obj,)) != 1):
        inner = m.make(node, "", "inner")
        hold(inner, objects_in(obj))
        hold(made, (inner,))
    if what == "iterator" and method in ("__iter__", "__reversed__"):
        spill_iterated(made, (obj,))
        tie(made, obj)
    return made


#: Types whose elements are of the same type.
_TREES = ("page", "tree", "lxml", "parser")


def _handle(m: Machine, node: cst.Call, obj: Obj) -> Obj:
    """What somebody may take a function back with that an object was given to call later."""
    handle = m.make(node, "", "handle")
    hold(obj, (handle,))
    return handle


#: Methods that look a key up, and give their second argument where it is missing.
_LOOKUPS = ("get", "pop", "setdefault")


def _element(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    """What a container gives: the part under a key that is known, or any of its elements, or a default."""
    keys = arguments[0][0] if arguments else ()
    exact = part_of((obj,), f"[{keys[0].constant!r}]") if len(keys) == 1 and keys[0].constant is not None else ()
    defaults = [value for value, _ in arguments[1:]] if method in _LOOKUPS else []
    if (method == "pop" or defaults) and is_told(obj) and not elements((obj,)):
        noted = items_noted_in(m, node, (obj,))
        if noted or not items_noted(obj):
            return join(noted, *defaults) or SCALAR
    held = with_plain(m, node, (obj,), elements((obj,)))
    return exact or with_later_scalars(join(held, *defaults))


def _shallow_copy(m: Machine, node: cst.Call, obj: Obj, method: str) -> Obj:
    """A new holder of the same elements, or a live view of a dict."""
    is_view = method in ("items", "values", "keys") and obj.type == "dict"
    type_ = "list" if method == "most_common" else obj.type
    copy = m.make(node, "dictview" if is_view else type_, "shallow")
    if obj.name == "defaultdict" and not is_view:
        copy.name, copy.receiver = obj.name, obj.receiver
    if is_view:
        tie(copy, obj)
    if method == "keys":
        keep_texts(copy, keys_of(m, node, (obj,)))
        # It changes with its dict, and gives nothing of what the dict holds.
        tie(copy, obj, loosely=True)
        return copy
    if method != "items":
        spill(copy, (obj,))
        begin(copy)
        note_all_of(copy, (obj,))
    if copy.type == "dictview":
        hold(copy, (obj,), loosely=True)
    if method == "copy":
        put_parts(copy, obj.parts)
    if method == "items":
        hold(copy, [pair_of(m, node, obj)])
    return copy


#: Methods of what models of statsmodels have found that give the same for other data, and leave it as it is.
_EXTENDING = frozenset({"append", "extend", "apply"})


def _extended(m: Machine, node: cst.Call, obj: Obj) -> Obj:
    made = m.make(node, "estimator", "extended")
    made.name = obj.name
    hold(made, sorted_objects(obj.contents | obj.loose), loosely=True)
    return made


def _result_like(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Obj:
    """What a method gives that no table names: by the type of its receiver."""
    match obj.type:
        case "DataFrame" | "Series" | "ndarray":
            made = m.make(node, obj.type, f"method-{method}")
            _keep_objects_of_table(m, node, obj, method, made)
            return made
        case "pandas-view" if column := made_by_accessor(m, node, obj, method):
            return column
        case "pandas":
            type_, traits = result_of_groups(obj, method, arguments)
            table = m.make(node, type_, "pandas")
            mark(table, traits)
            _keep_objects_of_table(m, node, obj, method, table)
            return table
        case "figure":
            part = m.make(node, "figure", f"of-{id(obj)}")
            hold(part, (obj,))
            hold(obj, (part,))
            return part
        case "path":
            return m.make(node, "path")
        case "estimator" if obj.name.startswith("statsmodels.") and method in _EXTENDING:
            return _extended(m, node, obj)
        case "styler" if not method.startswith("to_"):
            return obj
        case "rng" | "file":
            return m.make(node, "ndarray" if obj.type == "rng" and is_sized(method, node) else "")
        case _:
            is_fresh = method.startswith(PURE_PREFIXES) and method not in GIVING_METHODS
            is_called = method in CALLING_METHODS
            if method == "observe":
                observe(obj, join(*(value for value, _ in arguments[:1])))
            if method in REGISTERING_METHODS:
                return _handle(m, node, obj)
            made = unknown_result(m, node, arguments, (obj,), is_fresh=is_fresh, keeps_functions=not is_called)
            if obj.type in MAYBE_ARRAYS and method in WINDOW_METHODS:
                mark(made, WINDOW)
                hold(obj, (made,), loosely=True)
            return made
