"""Which type a function of a library gives, by what it is given."""

from __future__ import annotations

from nb2pipe.analysis.knowledge.exact_types import ELEMENTWISE_FUNCTIONS, FLOAT_FUNCTIONS
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.heap import elements
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument

#: Keywords by which a metric gives one number for each class or column, or a count.
_SHAPING = {"average", "multioutput", "normalize"}
#: What these say where they ask for one number.
_AVERAGING = frozenset({"macro", "micro", "weighted", "samples", "binary", "uniform_average", "variance_weighted"})
#: These give for a Series another one, unless they are asked for more than that.
_SERIES_FROM_SERIES = {"pandas.to_datetime", "pandas.to_numeric", "pandas.cut", "pandas.qcut"}


def type_made(name: str, arguments: list[Argument]) -> str:
    """The type of what a call of the function gives; empty where it is not known."""
    type_ = library.result_type(name)
    given = {keyword: value for value, keyword in arguments}
    if name == "pandas.concat" and arguments:
        return _type_of_concat(elements(given.get("objs", arguments[0][0])), is_beside="axis" in given)
    if name in _SERIES_FROM_SERIES and arguments and "retbins" not in given:
        return "Series" if _all_are("Series", arguments[0][0]) else type_
    if type_ == "ndarray" and arguments and name.startswith("numpy.") and name[6:] in ELEMENTWISE_FUNCTIONS:
        return _type_of_elements(name[6:], arguments) or type_
    if name == "sklearn.metrics.classification_report":
        return "" if "output_dict" in given else "str"
    if name in _NUMBERS_FROM_NUMBERS and arguments:
        return _number_from(name, arguments) or type_
    is_metric = name.startswith("sklearn.metrics.") and type_ == "scalar"
    return "float" if is_metric and all(map(_gives_one_number, arguments)) else type_


def _gives_one_number(argument: Argument) -> bool:
    """Whether a metric that is given this gives a single number."""
    value, keyword = argument
    is_averaging = bool(value) and all(obj.constant in _AVERAGING for obj in value)
    return keyword not in _SHAPING or is_averaging


def _type_of_elements(function: str, arguments: list[Argument]) -> str:
    """What a function of numpy gives for each element of what it is given first; empty if that is not known."""
    given, keyword = arguments[0]
    if keyword is not None or not is_exact(given):
        return ""
    if function in FLOAT_FUNCTIONS and _all_are("float", given) and all(each for _, each in arguments[1:]):
        return "float"
    return next((type_ for type_ in ("DataFrame", "Series") if _all_are(type_, given)), "")


#: They give a number of the type that they are given.
_NUMBERS_FROM_NUMBERS = frozenset({"builtins.abs", "builtins.round"})


def _number_from(name: str, arguments: list[Argument]) -> str:
    """The type of a rounded number or of one without its sign, where it is that of Python; empty if it is not known."""
    (given, keyword), others = arguments[0], arguments[1:]
    types = {each.type for each in given}
    if keyword is not None or not is_exact(given) or not types <= {"int", "float"}:
        return ""
    if types == {"int"} or (name == "builtins.round" and not others):
        return "int"
    return "float" if types == {"float"} else ""


def _type_of_concat(parts: Value, *, is_beside: bool) -> str:
    """Frames make a frame; columns put below each other make a column."""
    if _all_are("DataFrame", parts) or (is_beside and parts and all(o.type in ("DataFrame", "Series") for o in parts)):
        return "" if is_beside and _all_are("Series", parts) else "DataFrame"
    return "Series" if not is_beside and _all_are("Series", parts) else ""


def _all_are(type_: str, value: Value) -> bool:
    return bool(value) and all(each.type == type_ for each in value)
