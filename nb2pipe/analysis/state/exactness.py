"""Which of the objects that stand for arrays, frames and series are sure to be one, as a type hint has to be."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import (
    ARRAY_FUNCTIONS,
    CONVERSIONS,
    EXACT,
    GIVES_ARRAYS,
    LEVELS,
    LINALG_FUNCTIONS,
    OTHER_TYPE_METHODS,
    PREDICTS_ARRAYS,
    SAME_TYPE_METHODS,
    SIZED_DRAWS,
    VAGUE,
)
from nb2pipe.analysis.knowledge.polars import POLARS
from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import SCALAR, join
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.syntax.arguments import keyword_value, keywords_of

#: Functions that make a model or a generator -> its class.
_FACTORIES = {
    "default_rng": "numpy.random.Generator",
    "make_pipeline": "sklearn.pipeline.Pipeline",
    "make_union": "sklearn.pipeline.FeatureUnion",
    "make_column_transformer": "sklearn.compose.ColumnTransformer",
}
_TABULAR = ("ndarray", "DataFrame", "Series")
#: Tables and columns of other libraries.
_OF_OTHERS = ("relation", POLARS)


def with_later_scalars(found: Value) -> Value:
    """What a collection gives: numbers and texts that somebody has put there later are not known one by one."""
    return join(found, SCALAR) if all(obj.type in IMMUTABLE for obj in found) else found


def is_exact(value: Value) -> bool:
    """Whether every object that the value may be is of exactly the type that it stands for."""
    return bool(value) and all(
        "exact" in obj.traits if obj.type in _TABULAR else "vague" not in obj.traits for obj in value
    )


def mark_library_result(obj: Obj, name: str, node: cst.Call) -> None:
    """Note what a library's function or class is sure to give."""
    root, last = name.partition(".")[0], name.rpartition(".")[2]
    if obj.type == "estimator":
        mark(obj, GIVES_ARRAYS if root in PREDICTS_ARRAYS else frozenset())
    elif obj.type == "ndarray":
        mark(obj, EXACT if _gives_array(name, last, node) else frozenset())
    elif obj.type in _TABULAR and root in ("pandas", "numpy"):
        # A table or a column of numpy's functions is of the type of the one that they were given.
        mark(obj, EXACT)


def _gives_array(name: str, last: str, node: cst.Call) -> bool:
    if name.startswith(("sklearn.model_selection.cross_val_", "sklearn.metrics.")):
        return True
    if name.startswith("numpy.linalg."):
        return last in LINALG_FUNCTIONS
    if name.startswith("numpy.random."):
        return is_sized(last, node)
    return name == f"numpy.{last}" and (last in ARRAY_FUNCTIONS or (last == "where" and len(node.args) == 3))


def is_sized(draw: str, node: cst.Call) -> bool:
    """Whether a draw is given the shape of what it shall give."""
    if "size" in keywords_of(node):
        return draw in SIZED_DRAWS
    return draw in SIZED_DRAWS and sum(arg.keyword is None for arg in node.args) > SIZED_DRAWS[draw]


def mark_method_result(made: Value, receiver: Obj, method: str, node: cst.Call) -> Value:
    """Note what a method is sure to give."""
    keywords = keywords_of(node)
    if receiver.type in _TABULAR and "exact" not in receiver.traits:
        # What may be several columns may give several numbers.
        for obj in made:
            mark(obj, VAGUE if obj.type in ("int", "float", "bool") else frozenset())
    if keywords & {"inplace", "level"}:
        return made
    if receiver.traits >= LEVELS or _puts_columns_in_levels(receiver, method, node):
        for obj in made:
            mark(obj, LEVELS if obj.type == "DataFrame" else frozenset())
    gives_another = _is_along_one_axis(node) and method in OTHER_TYPE_METHODS.get(receiver.type, {})
    is_sure = "exact" in receiver.traits and (gives_another or method in SAME_TYPE_METHODS.get(receiver.type, ()))
    if receiver.type == "rng":
        is_sure = is_sized(method, node)
    if receiver.type == "estimator" and "gives-arrays" in receiver.traits:
        is_sure = method in ("predict", "predict_proba", "decision_function", "fit_predict")
    if receiver.type in _OF_OTHERS:
        is_sure = method in CONVERSIONS
    for obj in made if is_sure else ():
        if obj.type in _TABULAR and obj is not receiver:
            mark(obj, EXACT)
    return made


def _is_along_one_axis(node: cst.Call) -> bool:
    """Whether a method of a table sums up its rows or its columns, and not all of it at once."""
    axis = keyword_value(node, "axis")
    return axis is None or isinstance(axis, (cst.Integer, cst.SimpleString))


def _puts_columns_in_levels(receiver: Obj, method: str, node: cst.Call) -> bool:
    """Whether `pivot_table` is asked for several values in each of its columns, or may be."""
    if receiver.type != "DataFrame" or method != "pivot_table":
        return False
    values = keyword_value(node, "values") or next((arg.value for arg in node.args if arg.keyword is None), None)
    return not isinstance(values, cst.SimpleString)


def mark_operation(made: Value, operands: Sequence[Value]) -> Value:
    """An operation with an array gives an array, as long as nothing unknown takes part."""
    parts = [obj for value in operands for obj in value]
    is_sure = all(part.type in IMMUTABLE or "exact" in part.traits for part in parts)
    for obj in made:
        if is_sure and obj.type in _TABULAR and any(part.type == obj.type for part in parts):
            mark(obj, EXACT)
    return made


def class_of(value: Value) -> str:
    """The class of a model, a generator or an instance, as far as there is one: qualified if it is a library's."""
    names = {obj.name if _says_its_class(obj) else "" for obj in value}
    name = names.pop() if len(names) == 1 else ""
    last = name.rpartition(".")[2]
    return name if last[:1].isupper() or "." not in name else _FACTORIES.get(last, "")


def _says_its_class(obj: Obj) -> bool:
    return obj.type in ("instance", "rng", "polars") or "gives-arrays" in obj.traits
