"""Parts of objects that are not seen into: attributes and items that may share their state."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT, GIVES_ARRAYS, LEVELS, NO_COLUMNS
from nb2pipe.analysis.knowledge.given_types import (
    CLASSES_FOUND,
    FOUND_BY_FIT,
    LINEAR_CLASSIFIERS,
    LINEAR_REGRESSORS,
    NUMBER_OR_ARRAY,
    OF_COLUMN_VALUES,
    ONE_TARGET,
    SETS_OUTPUT,
)
from nb2pipe.analysis.knowledge.groupings import OF_COLUMN, OF_GROUPS, OF_TABLE
from nb2pipe.analysis.knowledge.types import MAYBE_ARRAYS, VIEW_ATTRIBUTES, WINDOW, WINDOW_ATTRIBUTES
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.heap import ANY_ITEM, GROUPS, NOTHING, elements, hold, join, link, reach, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.column_accessors import gives_column
from nb2pipe.analysis.values.dimensions import dimensions, note
from nb2pipe.analysis.values.object_columns import objects_in, share_objects

#: The trait of a part of an unknown object: the names of the attributes and items that lead to it.
_UNDER = "under "
#: Parts so deep down, and those that names lead to which have led there already, stand for all that follow.
_DEEPEST = 4


#: Attributes of networks that list their weights.
_WEIGHTS = ("trainable_variables", "trainable_weights")


def weights_of(m: Machine, node: cst.CSTNode, network: Obj, name: str) -> Value:
    """A list with a weight of the network in the place of all; nothing for other objects and attributes."""
    if network.type not in ("network", "layer") or name not in _WEIGHTS:
        return NOTHING
    weights, weight = m.make(node, "list", f"weights of {id(network)}"), unseen_part(network, "weight[]")
    hold(weights, (weight,))
    return (weights,)


def unseen_part(obj: Obj, name: str) -> Obj:
    """A part of an object that is not seen into: an attribute that may share its state."""
    key = f".{name}"
    if known := obj.parts.get(key):
        return known[0]
    path = frozenset() if obj.type else frozenset([trait for trait in obj.traits if trait.startswith(_UNDER)])
    if len(path) >= _DEEPEST or f"{_UNDER}{key}" in path:
        put_part(obj, key, (obj,))
        return obj
    if gives_column(obj, name):
        return _new_column(obj, name)
    is_column = _is_column(obj, name)
    type_ = _type_of_part(obj, name, is_column=is_column)
    part = obj.heap.new(type_) if obj.heap is not None else Obj(type_)
    if not type_:
        mark(part, path | {f"{_UNDER}{key}"})
    put_part(obj, key, (part,))
    _describe(part, obj, name, is_column=is_column)
    _let_share(part, obj, name, is_column=is_column)
    return part


def _new_column(accessor: Obj, name: str) -> Obj:
    """What `column.dt.year` computes, each time anew."""
    column = accessor.heap.new("Series") if accessor.heap is not None else Obj("Series")
    mark(column, EXACT)
    put_part(accessor, f".{name}", (column,))
    return column


def _is_column(obj: Obj, name: str) -> bool:
    if obj.type == GROUPS and name in OF_GROUPS:
        return False
    return obj.type in ("DataFrame", GROUPS) and name not in VIEW_ATTRIBUTES and name != "attrs"


def _describe(part: Obj, obj: Obj, name: str, *, is_column: bool) -> None:
    """Note what is known of the part's kind: how sure its type is, and its dimensions."""
    is_sure = "exact" in obj.traits and (is_column or name == "T") and name not in {*NO_COLUMNS, ANY_ITEM}
    if is_sure and part.type not in ("pandas-view", ""):
        mark(part, EXACT)
    if obj.type == "DataFrame" and name == "values" and "exact" in obj.traits:
        mark(part, EXACT)
        note((part,), 2)
    if obj.type == "Series" and name == "values" and "exact" in obj.traits:
        mark(part, OF_COLUMN_VALUES)
    if obj.type == "estimator":
        _describe_found(part, obj, name)
    if part.type == GROUPS:
        mark(part, obj.traits - {OF_TABLE} | ({OF_COLUMN} if OF_TABLE in obj.traits else set()))
        hold(part, (obj,))
    if name == "T":
        note((part,), dimensions((obj,)))
    if name in WINDOW_ATTRIBUTES:
        mark_window(part, obj)


def _describe_found(part: Obj, model: Obj, name: str) -> None:
    """Note what is known of what a model of scikit-learn has found by `fit`."""
    if not model.name.startswith("sklearn."):
        return
    class_ = model.name.rpartition(".")[2]
    if part.type == "ndarray":
        mark(part, EXACT)
    if name == "intercept_" and class_ in LINEAR_REGRESSORS:
        mark(part, NUMBER_OR_ARRAY)
    mark(part, CLASSES_FOUND.get(name, frozenset()))
    if name == "best_estimator_":
        given = [each for key in (".estimator", _UNNAMED) for each in model.parts.get(key, NOTHING)]
        given = [each for each in given if each.type == "estimator"]
        if len(given) == 1 and given[0].traits >= GIVES_ARRAYS:
            part.name = given[0].name
            mark(part, given[0].traits & (GIVES_ARRAYS | SETS_OUTPUT) | (model.traits & ONE_TARGET))


def _let_share(part: Obj, obj: Obj, name: str, *, is_column: bool) -> None:
    hold(part, python_objects(obj), loosely=True)
    share_objects(part, (obj,))
    if obj.type == "partial":
        hold(part, elements((obj,)))
    if obj.type == "estimator":
        _lead_to_given(obj, part, name)
    if not is_column:
        hold(part, objects_in(obj))
    if part.type != "scalar":
        loosely = is_column or (obj.type in ("DataFrame", "Series") and name in ("values", "array", "T"))
        if loosely:
            link(obj, part, loosely=True)
        else:
            hold(obj, [part])


def _type_of_part(obj: Obj, name: str, *, is_column: bool) -> str:
    if name in _SCALARS:
        return "scalar"
    if is_column and obj.type == GROUPS and name not in NO_COLUMNS:
        return GROUPS
    if is_column and obj.traits >= LEVELS:
        return ""
    type_ = "Series" if is_column else _TYPES_OF_PARTS.get(obj.type, {}).get(name, "")
    if obj.type == "estimator" and obj.name.startswith("sklearn."):
        type_ = FOUND_BY_FIT.get(name, type_)
        class_ = obj.name.rpartition(".")[2]
        is_array = name == "coef_" and class_ in LINEAR_CLASSIFIERS | LINEAR_REGRESSORS
        is_array = is_array or (name == "intercept_" and class_ in LINEAR_CLASSIFIERS)
        type_ = "ndarray" if is_array else type_
    if obj.type in ("figure", "temporary-folder") or (obj.type == "page" and name not in _TEXTS_OF_PAGES):
        return type_ or obj.type
    return type_ or ("pandas-view" if obj.type in ("DataFrame", "Series") else "")


#: Attributes that are numbers or texts, of whatever object.
_SCALARS = frozenset({"shape", "size", "ndim", "dtype", "dtypes", "name", "empty"})
_OF_TREES = {**dict.fromkeys(("text", "tag", "tail"), "str"), "attrib": "dict"}
#: Type of an object -> attribute -> its type.
_TYPES_OF_PARTS = {
    "ndarray": dict.fromkeys(("T", "values", "real", "imag"), "ndarray"),
    "DataFrame": {"T": "DataFrame", "attrs": "dict", "values": "ndarray"},
    "Series": {"attrs": "dict", "values": "ndarray"},
    "tree": _OF_TREES,
    "lxml": _OF_TREES,
    "estimator": {
        **dict.fromkeys(("coef_", "intercept_"), "array-like"),
        **dict.fromkeys(("best_estimator_", "estimator_", "final_estimator_", "regressor_"), "estimator"),
        "booster_": "booster",
    },
}
#: Attributes under which a model keeps the models that it was made with; those that it clones and fits end in `_`.
_GIVEN_ESTIMATORS = frozenset({
    "steps", "named_steps", "transformers", "transformer_list", "estimators", "estimator", "final_estimator",
    "base_estimator", "regressor",
})  # fmt: skip


#: The part of a model that stands for what it was given without a name.
_UNNAMED = "<unnamed>"


def keep_given(model: Obj, arguments: Iterable[Argument]) -> None:
    """A model keeps what it is given under the names of its parameters, as it is."""
    for value, keyword in arguments:
        if keyword not in (None, "*", "**"):
            put_part(model, f".{keyword}", value)
            hold(model, value)
            continue
        kept = tuple(obj for obj in join(value, elements(value) if keyword else NOTHING) if not obj.is_immutable)
        put_part(model, _UNNAMED, join(model.parts.get(_UNNAMED, NOTHING), kept))
        hold(model, kept)


def give_parameters(model: Obj, parameters: Obj) -> None:
    """Let the dict that `get_params` makes hold what the model was given, and what models in it were."""
    for each in (model, *models_in(model)):
        for key, value in each.parts.items():
            if key == _UNNAMED or (key.startswith(".") and not key.endswith("_")):
                hold(parameters, value)
            if each is model and key.startswith(".") and not model.parts.get(_UNNAMED):
                put_part(parameters, f"[{key[1:]!r}]", value)


def _lead_to_given(model: Obj, part: Obj, name: str) -> None:
    """Let an attribute of a model lead to what it was given: what `fit` has found has a name that ends in `_`."""
    if name in _GIVEN_ESTIMATORS:
        hold(part, models_in(model))
    unnamed = model.parts.get(_UNNAMED, NOTHING)
    if unnamed and not name.endswith("_"):
        hold(part, unnamed, loosely=True)
        put_part(model, f".{name}", join((part,), unnamed))


def models_in(model: Obj) -> Value:
    """The models that a pipeline or another model was made with, at any depth."""
    held = sorted_objects(reach((model,), loosely=False))
    return tuple(obj for obj in held if obj.type in ("estimator", "instance") and obj is not model)


#: Attributes of a parsed page and of its parts that are no parts of it.
_TEXTS_OF_PAGES = frozenset({"text", "string", "name", "attrs", "strings", "stripped_strings"})


def python_objects(obj: Obj) -> Value:
    """Objects that an array or a frame may hold as they are."""
    return tuple(sorted_objects(held for held in obj.loose if held.type in ("list", "dict", "set", "instance")))


def mark_window(part: Obj, obj: Obj) -> None:
    """The object is an array, for all that is known: its rows and slices are windows on the same memory."""
    if obj.type in MAYBE_ARRAYS:
        mark(part, WINDOW)
