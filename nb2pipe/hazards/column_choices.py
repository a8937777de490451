"""Expressions that choose columns by what they hold or where they stand -> which ones these are."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.hazards.learning import positional
from nb2pipe.syntax.arguments import keyword_value
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

#: Stands among the columns that a table has not for all that hold something else than numbers.
NO_NUMBERS = "<what is no number>"
#: How people write that they mean columns of numbers, or none of texts.
_NUMBERS = re.compile(r"number|numeric|int(?:8|16|32|64)?\b|float(?:16|32|64)?\b|'[iufc]{2,}'|\"[iufc]{2,}\"")
_TEXTS = re.compile(r"object|\bstr\b|string|category|'O'|\"O\"")
#: What a column was made by that holds numbers.
_MAKING_NUMBERS = {"to_numeric", "fit_transform", "where", "log", "log1p", "sqrt", "exp"}


def by_kind(call: cst.Call) -> frozenset[str] | None:
    """What `select_dtypes("number")` leaves out; None where it may leave out numbers too."""
    included = keyword_value(call, "include") or next(iter(positional(call)), None)
    left_out = keyword_value(call, "exclude")
    code = _code(included) if included is not None else ""
    excluded = _code(left_out) if left_out is not None else ""
    chooses = _NUMBERS.search(code) and not _TEXTS.search(code) if code else _TEXTS.search(excluded)
    return frozenset({NO_NUMBERS}) if chooses and not _NUMBERS.search(excluded) else None


def of_polars(argument: cst.Call) -> frozenset[str] | cst.BaseExpression | None:
    """What `pl.all()` and `cs.numeric()` leave out, or the names in `pl.exclude(names)`; None for anything else."""
    name = called_name(argument)
    if name in ("all", "numeric") and not argument.args:
        return frozenset({NO_NUMBERS} if name == "numeric" else ())
    return argument.args[0].value if name == "exclude" and len(argument.args) == 1 else None


def conditions_on_columns(
    value: cst.ListComp,
) -> tuple[str, cst.BaseExpression, list[cst.BaseExpression]] | None:
    """The name in `[c for c in df.columns if …]`, through what it goes, and what is asked of each; None for others."""
    match value:
        case cst.ListComp(
            elt=cst.Name(value=each),
            for_in=cst.CompFor(target=cst.Name(value=target), iter=iterated, ifs=ifs, inner_for_in=None),
        ) if each == target:
            return each, iterated, [test for part in ifs for test in _joined_by_and(part.test)]
    return None


def left_out_by(test: cst.BaseExpression, column: str) -> cst.BaseExpression | None:
    """`names` in `c not in names`, `"y"` in `c != "y"`."""
    match test:
        case cst.Comparison(
            left=cst.Name(value=compared),
            comparisons=[cst.ComparisonTarget(operator=cst.NotEqual() | cst.NotIn(), comparator=left_out)],
        ) if compared == column:
            return left_out
    return None


def asks_for_numbers(test: cst.BaseExpression) -> bool:
    """`df[c].dtype != "object"`, `is_numeric_dtype(df[c])`."""
    code = _code(test)
    if isinstance(test, cst.Call):
        return called_name(test) == "is_numeric_dtype"
    if not isinstance(test, cst.Comparison) or "dtype" not in code:
        return False
    is_not = isinstance(test.comparisons[0].operator, (cst.NotEqual, cst.NotIn))
    return bool(_TEXTS.search(code)) if is_not else bool(_NUMBERS.search(code)) and not _TEXTS.search(code)


def holds_numbers(value: cst.BaseExpression) -> bool:
    """Whether the values of a column that is made so are numbers."""
    if isinstance(value, cst.BinaryOperation):
        return isinstance(value.operator, (cst.Multiply, cst.Divide, cst.Subtract, cst.Power))
    if not isinstance(value, cst.Call):
        return isinstance(value, (cst.Integer, cst.Float))
    name = called_name(value)
    if name in ("map", "replace"):
        numbers = [n for n in walk(value) if isinstance(n, cst.DictElement) and isinstance(n.value, cst.Integer)]
        return bool(numbers)
    return name in _MAKING_NUMBERS or (name == "astype" and _NUMBERS.search(_code(value)) is not None)


def place_of(node: cst.Subscript) -> tuple[int | None, int | None] | int | None:
    """The columns that `df.iloc[:, 1:-1]` gives as start and stop, or the number of the only one: `df.iloc[:, -1]`."""
    if len(node.slice) != 2 or not isinstance(node.slice[0].slice, cst.Slice):
        return None
    match node.slice[1].slice:
        case cst.Slice(lower=lower, upper=upper, step=None):
            ends = [_number(end) if end is not None else None for end in (lower, upper)]
            is_known = all((end is None) is (number is None) for end, number in zip((lower, upper), ends, strict=True))
            return (ends[0], ends[1]) if is_known else None
        case cst.Index(value=value):
            return _number(value)
    return None


def _joined_by_and(test: cst.BaseExpression) -> list[cst.BaseExpression]:
    if isinstance(test, cst.BooleanOperation) and isinstance(test.operator, cst.And):
        return _joined_by_and(test.left) + _joined_by_and(test.right)
    return [test]


def _number(node: cst.BaseExpression) -> int | None:
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus):
        inner = _number(node.expression)
        return -inner if inner is not None else None
    return int(node.value) if isinstance(node, cst.Integer) and node.value.isdigit() else None


def _code(node: cst.BaseExpression) -> str:
    return cst.Module([]).code_for_node(node)
