"""Which of the objects that stand for arrays, frames and series are sure to be one, as a type hint has to be."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import (
    ARRAY_FUNCTIONS,
    ASKING_FOR_TUPLES,
    CONVERSIONS,
    EXACT,
    GIVES_ARRAYS,
    LEVELS,
    LINALG_FUNCTIONS,
    OTHER_TYPE_METHODS,
    PREDICTS_ARRAYS,
    SAME_TYPE_METHODS,
    SIZED_DRAWS,
    UNSURE,
    VAGUE,
)
from nb2pipe.analysis.knowledge.given_types import FLOATING, IS
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


#: Methods of models that give an array, whatever they were fitted to.
_ARRAY_METHODS = ("predict", "decision_function", "fit_predict", "get_feature_names_out")


def with_later_scalars(found: Value) -> Value:
    """What a collection gives: numbers and texts that somebody has put there later are not known one by one."""
    are_numbers = all(obj.type in IMMUTABLE or IS + FLOATING in obj.traits for obj in found)
    return join(found, SCALAR) if are_numbers else found


def is_exact(value: Value) -> bool:
    """Whether every object that the value may be is of exactly the type that it stands for."""
    return bool(value) and all(
        _is_sure_table(obj) if obj.type in _TABULAR else "vague" not in obj.traits for obj in value
    )


def _is_sure_table(obj: Obj) -> bool:
    return "exact" in obj.traits and "unsure" not in obj.traits


def mark_library_result(obj: Obj, name: str, node: cst.Call) -> None:
    """Note what a library's function or class is sure to give."""
    root, last = name.partition(".")[0], name.rpartition(".")[2]
    if obj.type == "estimator":
        mark(obj, GIVES_ARRAYS if root in PREDICTS_ARRAYS else frozenset())
    elif obj.type == "ndarray":
        mark(obj, EXACT if _gives_array(name, last, node) else frozenset())
    elif obj.type in _TABULAR and root in ("pandas", "numpy"):
        # A table or a column of numpy's functions is of the type of the one that they were given.
        mark(obj, EXACT if "sparse" not in keywords_of(node) else frozenset())


def _gives_array(name: str, last: str, node: cst.Call) -> bool:
    if name.startswith(("sklearn.model_selection.cross_val_", "sklearn.metrics.")):
        return True
    if name.startswith("numpy.linalg."):
        return last in LINALG_FUNCTIONS
    if name.startswith("numpy.random."):
        return is_sized(last, node)
    if name != f"numpy.{last}" or keywords_of(node) & ASKING_FOR_TUPLES:
        return False
    return last in ARRAY_FUNCTIONS or (last == "where" and len(node.args) == 3)


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
        has_spread = bool(keywords & {"return_std", "return_cov"})
        is_sure = method in _ARRAY_METHODS and not has_spread
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
    if parts and all(_is_number(part) for part in parts) and any(IS + FLOATING in part.traits for part in parts):
        for obj in made:
            mark(obj, frozenset({IS + FLOATING}))
    is_sure = all(part.type in IMMUTABLE or "exact" in part.traits for part in parts)
    for obj in made:
        if is_sure and obj.type in _TABULAR and any(part.type == obj.type for part in parts):
            mark(obj, EXACT)
    return made


def _is_number(part: Obj) -> bool:
    return part.type in ("int", "float", "bool") or {t for t in part.traits if t.startswith(IS)} == {IS + FLOATING}


def class_of(value: Value) -> str:
    """The class of a model, a generator or an instance, as far as there is one: qualified if it is a library's."""
    names = {_class_of_object(obj) for obj in value}
    return names.pop() if len(names) == 1 else ""


#: Values of which something else may be known in this many ways; more say nothing to a reader.
_MOST_CLASSES = 3
_NAMES_OF_TYPES = {
    "DataFrame": "pandas.DataFrame", "Series": "pandas.Series", "ndarray": "numpy.ndarray", "NoneType": "None",
    "int": "int", "float": "float", "str": "str", "bool": "bool",
}  # fmt: skip


def classes_of(value: Value) -> tuple[str, ...]:
    """All classes of which the value may be; none if there is one that is not known, or if there are many."""
    found: dict[str, None] = {}
    for obj in value:
        names = _classes_of_object(obj)
        if not names:
            return ()
        found |= dict.fromkeys(names)
    return tuple(found) if len(found) <= _MOST_CLASSES else ()


def _classes_of_object(obj: Obj) -> tuple[str, ...]:
    told = tuple(sorted(trait.removeprefix(IS) for trait in obj.traits if trait.startswith(IS)))
    if told and obj.traits >= UNSURE:
        return ()
    if obj.type not in _NAMES_OF_TYPES or told:
        one = _class_of_object(obj)
        return told or ((one,) if one else ())
    return (_NAMES_OF_TYPES[obj.type],) if is_exact((obj,)) else ()


def _class_of_object(obj: Obj) -> str:
    name = obj.name if _says_its_class(obj) else ""
    last = name.rpartition(".")[2]
    return name if last[:1].isupper() or "." not in name else _FACTORIES.get(last, "")


def _says_its_class(obj: Obj) -> bool:
    return obj.type in ("instance", "rng", "polars") or "gives-arrays" in obj.traits
