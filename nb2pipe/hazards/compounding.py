"""Columns and labels that are computed from themselves, so that each further run changes them again."""

from __future__ import annotations

import libcst as cst

from nb2pipe.hazards.made_columns import alias_of, meaning
from nb2pipe.syntax.chains import called_name

#: Methods of a column that give other values when they are called on their own result.
_COMPOUNDING = {"shift", "diff", "pct_change", "cumsum", "cumprod", "mul", "add", "sub", "div", "pow", "rolling", "ewm",
                "expanding", "multiply", "divide", "subtract"}  # fmt: skip
_APPLYING = {"apply", "map", "transform", "map_elements"}
_ARITHMETIC = (cst.Add, cst.Subtract, cst.Multiply, cst.Divide, cst.Power)


def compounds(target: cst.BaseExpression, value: cst.BaseExpression) -> bool:
    """`df["price"] = df["price"].pct_change()`, `df["price"] = df["price"].apply(lambda p: p * 2)`."""
    methods: list[cst.Call] = []
    while isinstance(value, cst.Call) and isinstance(value.func, cst.Attribute):
        methods.append(value)
        value = value.func.value
    if not methods or not target.deep_equals(value):
        return False
    return any(called_name(call) in _COMPOUNDING or _applies_arithmetic(call) for call in methods)


def _applies_arithmetic(call: cst.Call) -> bool:
    match call:
        case cst.Call(
            args=[
                cst.Arg(
                    value=cst.Lambda(
                        params=cst.Parameters(params=[cst.Param(name=cst.Name(value=name))]),
                        body=cst.BinaryOperation(operator=operator, left=left, right=right),
                    )
                ),
                *_,
            ]
        ) if called_name(call) in _APPLYING:
            is_plain = any(isinstance(side, cst.Name) and side.value == name for side in (left, right))
            return is_plain and isinstance(operator, _ARITHMETIC)
    return False


def renames(target: cst.Attribute, value: cst.BaseExpression) -> bool:
    """`df.columns = [c + "_old" for c in df.columns]`, `df.index = df.index + 1`."""
    match value:
        case cst.BinaryOperation(operator=operator, left=left, right=right):
            return isinstance(operator, _ARITHMETIC) and any(target.deep_equals(side) for side in (left, right))
        case cst.ListComp(
            elt=cst.BinaryOperation(operator=cst.Add()) | cst.FormattedString(),
            for_in=cst.CompFor(iter=iterated, ifs=[]),
        ):
            return target.deep_equals(iterated)
    return False


def recomputes(argument: cst.Arg) -> bool:
    """`a=df["a"] * 2`, or `(pl.col("a") * 2).alias("a")`: a column that an expression makes from itself."""
    column = argument.keyword.value if argument.keyword is not None else alias_of(argument.value)
    value = argument.value
    if argument.keyword is None and column and isinstance(value, cst.Call) and isinstance(value.func, cst.Attribute):
        value = value.func.value
    if isinstance(value, cst.Lambda):
        value = value.body
    if not isinstance(value, cst.BinaryOperation) or not isinstance(value.operator, _ARITHMETIC):
        return False
    return any(_column_named(side) in ({column} if column else {_column_named(value.left)}) - {""}
               for side in (value.left, value.right))  # fmt: skip


def _column_named(node: cst.BaseExpression) -> str:
    match node:
        case cst.Call(args=[cst.Arg(value=cst.SimpleString(value=text))]) if called_name(node) == "col":
            return meaning(text)
        case cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString(value=text)))]):
            return meaning(text)
        case cst.Attribute(attr=cst.Name(value=name)):
            return name
    return ""
