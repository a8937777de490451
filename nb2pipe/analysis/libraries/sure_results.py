"""What functions and methods are sure to give, where that shows in their arguments: arrays, tuples of them, numbers."""

from __future__ import annotations

import ast

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import (
    ARRAY_FROM_ARRAY,
    ELEMENTWISE_FUNCTIONS,
    EXACT,
    FLOATING_REDUCTIONS,
    JOINING_FUNCTIONS,
    QUANTILES,
    REDUCTIONS,
    UNSURE,
    VAGUE,
)
from nb2pipe.analysis.knowledge.given_types import (
    ASKING_FOR_MORE,
    FIGURES_OF,
    FLOATING,
    INSTANCES,
    IS,
    PLAIN_CLASSES,
    TOY_DATA,
    TUPLES,
)
from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.heap import hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument, argument_at
from nb2pipe.analysis.values.dimensions import dimensions, note
from nb2pipe.syntax.arguments import keyword_value, keywords_of, says

_TABULAR = frozenset({"DataFrame", "Series", "ndarray"})
_OF_ITEMS = frozenset({"list", "tuple"})
#: What `add_constant` of statsmodels makes of a table, a column or an array.
_WITH_CONSTANT = {"DataFrame": "pandas.DataFrame", "Series": "pandas.DataFrame", "ndarray": "numpy.ndarray"}


def tuple_of(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value | None:
    """The tuple, or the list for as many variables, that the function is known to give; None for any other."""
    types = _types_in_tuple(node, name, arguments)
    made = tuple_made(m, node, types) if types else None
    for obj in made or ():
        # A list or a tuple, by the version of numpy.
        mark(obj, VAGUE if name == "numpy.meshgrid" else frozenset())
    return made


def tuple_made(m: Machine, node: cst.Call, types: tuple[str, ...]) -> Value:
    """A new tuple of new values of these types."""
    made = m.make(node, "tuple", "several")
    for index, type_ in enumerate(types):
        part = m.make(node, type_, f"of-several-{index}")
        mark(part, EXACT if type_ in _TABULAR else frozenset())
        put_part(made, f"[{index}]", (part,))
        hold(made, (part,))
    return (made,)


def _types_in_tuple(node: cst.Call, name: str, arguments: list[Argument]) -> tuple[str, ...]:
    if name in TOY_DATA and says(node, "return_X_y", "True"):
        return _data_of(node)
    if name == "numpy.unique":
        return ("ndarray",) * (1 + len(keywords_of(node) & _WITH_UNIQUE)) if keywords_of(node) & _WITH_UNIQUE else ()
    if name in ("numpy.where", "numpy.nonzero") and len(arguments) == 1:
        count = dimensions(arguments[0][0])
        return ("ndarray",) * count if count else ()
    if name == "numpy.meshgrid" and not says(node, "copy", "False") and all(keyword != "*" for _, keyword in arguments):
        return ("ndarray",) * sum(keyword is None for _, keyword in arguments)
    return TUPLES.get(name, ()) if not keywords_of(node) & ASKING_FOR_MORE else ()


#: Keywords by which `unique` gives one array more.
_WITH_UNIQUE = frozenset({"return_index", "return_inverse", "return_counts"})


def _data_of(node: cst.Call) -> tuple[str, ...]:
    """The types of the features and of the target."""
    if "as_frame" not in keywords_of(node) or says(node, "as_frame", "False"):
        return "ndarray", "ndarray"
    return ("DataFrame", "Series") if says(node, "as_frame", "True") else ()


def note_made(obj: Obj, name: str, node: cst.Call, arguments: list[Argument]) -> None:
    """Note what a function or class of a library is sure to give."""
    module, _, last = name.rpartition(".")
    if name in TOY_DATA and obj.type == "bunch":
        mark(obj, frozenset({f"{IS}sklearn.utils.Bunch"}))
        types = _data_of(node)
        for part_name, type_ in zip(("data", "target"), types, strict=False):
            part = obj.heap.new(type_) if obj.heap is not None else Obj(type_)
            mark(part, EXACT)
            put_part(obj, f".{part_name}", (part,))
            hold(obj, (part,))
    elif (class_ := _class_given(name)) and not says(node, "return_X_y", "True"):
        mark(obj, frozenset({IS + class_}))
    elif name.partition(".")[0] in PLAIN_CLASSES and last[:1].isupper() and obj.type in _OF_PLAIN_CLASSES:
        mark(obj, frozenset({IS + name}))
    elif last == "add_constant" and name.startswith("statsmodels."):
        given = arguments[0][0] if arguments else ()
        classes = {_WITH_CONSTANT.get(each.type, "") for each in given} if is_exact(given) else {""}
        mark(obj, frozenset({IS + each for each in classes}) if "" not in classes else UNSURE)
    elif module in ("numpy", "numpy.linalg"):
        _note_numpy(obj, last, node, arguments)


#: Types of what plain classes make.
_OF_PLAIN_CLASSES = ("", "estimator", "layer", "loader")


def _class_given(name: str) -> str:
    module, _, function = name.rpartition(".")
    is_figure = function[:1].islower() and not function.startswith(("get_", "set_"))
    return INSTANCES.get(name) or (FIGURES_OF.get(module, "") if is_figure else "")


def _note_numpy(obj: Obj, function: str, node: cst.Call, arguments: list[Argument]) -> None:
    given = argument_at(arguments, 0, ("a", "x"))
    if not given or (function != "interp" and not is_exact(given)):
        return
    types = {each.type for each in given}
    if function in REDUCTIONS or function in QUANTILES or function == "norm":
        _note_numpy_reduction(obj, function, node, arguments)
    elif obj.type == "ndarray" and (function in ELEMENTWISE_FUNCTIONS or function in ARRAY_FROM_ARRAY):
        _settle(obj, is_sure=types <= {"ndarray", *_OF_ITEMS} and "out" not in keywords_of(node))
    elif function in ("dot", "matmul"):
        operands = [value for value, keyword in arguments if keyword is None]
        is_sure = len(operands) == 2 and all(is_exact(each) for each in operands)
        sizes = sorted(dimensions(each) or 0 for each in operands)
        _settle(obj, is_sure=is_sure and sizes in ([1, 2], [2, 2]))
    elif function in JOINING_FUNCTIONS:
        parts = [each for value, keyword in arguments if keyword is None for each in value]
        is_array = is_exact(tuple(parts)) and any(each.type == "ndarray" for each in parts)
        _settle(obj, is_sure=is_array and all(each.type in ("ndarray", *IMMUTABLE) for each in parts))


def _note_numpy_reduction(obj: Obj, function: str, node: cst.Call, arguments: list[Argument]) -> None:
    given = argument_at(arguments, 0, ("a", "x"))
    shaping = 1 if function in REDUCTIONS else 2
    axis = keyword_value(node, "axis") or _positional(node, shaping)
    if function in QUANTILES:
        asked = argument_at(arguments, 1, ("q",))
        if axis is None and is_exact(asked) and all(each.type in ("ndarray", *_OF_ITEMS) for each in asked):
            _settle(obj, is_sure=True)
            return
        if not asked or any(each.type not in ("int", "float") for each in asked):
            return
    _note_summed(obj, function, given, axis, node)


def note_array_method(made: Value, receiver: Obj, method: str, node: cst.Call) -> None:
    """Note what a method of an array is sure to give, if it sums it up."""
    if receiver.type == "ndarray" and method in REDUCTIONS:
        for obj in made:
            _note_summed(obj, method, (receiver,), keyword_value(node, "axis") or _positional(node, 0), node)


def _note_summed(obj: Obj, function: str, given: Value, axis: cst.BaseExpression | None, node: cst.Call) -> None:
    types = {each.type for each in given}
    if keywords_of(node) - {"axis", "keepdims", "ddof"} - {"a", "q"}:
        return
    keeps = says(node, "keepdims", "True")
    if axis is None and not keeps:
        is_number = function in FLOATING_REDUCTIONS or function in QUANTILES or function == "norm"
        mark(obj, frozenset({IS + FLOATING}) if is_number and types <= {"ndarray", "Series", *_OF_ITEMS} else UNSURE)
        return
    number = _number(axis)
    count = dimensions(given)
    if types != {"ndarray"} or (number is None and not keeps):
        _settle(obj, is_sure=False)
        return
    _settle(obj, is_sure=keeps or (number or 0) > 0 or (count or 0) > 1)
    if count is not None:
        note((obj,), count if keeps else count - 1)


def _settle(obj: Obj, *, is_sure: bool) -> None:
    """The same call may be followed several times: one time that is not sure is enough."""
    if obj.type in _TABULAR:
        mark(obj, EXACT if is_sure else UNSURE)


def _positional(node: cst.Call, position: int) -> cst.BaseExpression | None:
    given = [arg.value for arg in node.args if arg.keyword is None and not arg.star]
    return given[position] if position < len(given) else None


def _number(node: cst.BaseExpression | None) -> int | None:
    match node:
        case cst.Integer(value=text):
            return int(ast.literal_eval(text))
        case cst.UnaryOperation(operator=cst.Minus(), expression=cst.Integer(value=text)):
            return -int(ast.literal_eval(text))
    return None
