"""Expressions for columns -> what has a part in them: other rows, later rows, windows, columns written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

import libcst as cst

from nb2pipe.hazards.learning import positional
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

#: What brings values of other rows into a row.
_OF_OTHER_ROWS = {"shift", "diff", "pct_change", "rolling", "ewm", "expanding", "cumsum", "groupby", "transform",
                  "merge", "over"}  # fmt: skip
_RANDOM = re.compile(r"rand|rng|rvs|normal|uniform|noise", re.IGNORECASE)
#: What makes a row from itself and those before it.
_WINDOWS = {"rolling", "ewm", "expanding"}


@lru_cache(maxsize=4_096)
def meaning(literal: str) -> str:
    """What a string literal means."""
    return str(cst.SimpleString(literal).evaluated_value)


class Making(Enum):
    """How a column is made from others."""

    #: Row by row.
    BY_ROW = "by row"
    #: As a window on rows up to the row itself: `df["y"].rolling(7).mean()`, with nothing shifted.
    WINDOW = "window"
    #: By bringing up what stands in later rows: `df["close"].shift(-1)`.
    AHEAD = "ahead"
    #: Values of other rows, random numbers or another variable have a part in it.
    MIXED = "mixed"


def how_made(value: cst.BaseExpression) -> Making:
    """How an expression makes a column."""
    called: set[str] = set()
    is_mixed = False
    for node in walk(value):
        kind = type(node)
        if kind is cst.Call:
            name = called_name(node)  # type: ignore[arg-type]  # mypy does not narrow by `is`
            if name == "shift" and any(is_negative(each.value) for each in node.args[:1]):  # type: ignore[attr-defined]
                return Making.AHEAD
            called.add(name)
        elif kind is cst.BinaryOperation:
            is_mixed = is_mixed or cst.Name in (type(node.left), type(node.right))  # type: ignore[attr-defined]
        elif kind is cst.Name:
            is_mixed = is_mixed or _RANDOM.search(node.value) is not None  # type: ignore[attr-defined]
    if not called.isdisjoint(_WINDOWS) and called.isdisjoint(_OF_OTHER_ROWS - _WINDOWS):
        return Making.WINDOW
    return Making.MIXED if is_mixed or not called.isdisjoint(_OF_OTHER_ROWS) else Making.BY_ROW


def is_negative(value: cst.BaseExpression | None) -> bool:
    """Whether a number is written with a minus."""
    return isinstance(value, cst.UnaryOperation) and isinstance(value.operator, cst.Minus)


def columns_of_new(value: cst.Call) -> frozenset[str] | None:
    """The columns of `DataFrame({"a": …})` and `DataFrame([{"a": …}])`; None where they are not written out."""
    data = positional(value)[0] if called_name(value) == "DataFrame" and positional(value) else None
    if isinstance(data, cst.List) and len(data.elements) == 1:
        data = data.elements[0].value
    if not isinstance(data, cst.Dict):
        return None
    keys = [element.key for element in data.elements if isinstance(element, cst.DictElement)]
    texts = [meaning(key.value) for key in keys if isinstance(key, cst.SimpleString)]
    return frozenset(texts) if texts and len(texts) == len(data.elements) else None


def owner_of_columns(value: cst.BaseExpression) -> cst.BaseExpression | None:
    """The table whose columns an expression goes through: `df` in `[c for c in df.columns if c != "price"]`."""
    found = (node.value for node in walk(value) if isinstance(node, cst.Attribute) and node.attr.value == "columns")
    return next(found, None)


def expressions_of_new(call: cst.Call) -> Iterator[tuple[str, cst.BaseExpression, str]]:
    """The columns that `assign` or `with_columns` makes: name, expression, and what the table is called in it."""
    for argument in call.args:
        value = argument.value
        if argument.keyword is not None:
            frame = ""
            if isinstance(value, cst.Lambda) and value.params.params:
                frame, value = value.params.params[0].name.value, value.body
            yield argument.keyword.value, value, frame
        else:
            inner = [e.value for e in value.elements] if isinstance(value, (cst.List, cst.Tuple)) else [value]
            yield from ((name, each, "") for each in inner if (name := alias_of(each)))


def alias_of(node: cst.BaseExpression) -> str:
    """`z` in `(pl.col("a") * 2).alias("z")`."""
    if not isinstance(node, cst.Call) or called_name(node) != "alias" or len(node.args) != 1:
        return ""
    name = node.args[0].value
    return meaning(name.value) if isinstance(name, cst.SimpleString) else ""


def written_sources(value: cst.BaseExpression, frames: set[str]) -> set[str]:
    """Columns that an expression names as `pl.col("a")`, or as parts of what is called like the table."""
    found: set[str] = set()
    for node in walk(value):
        match node:
            case cst.Call(args=[cst.Arg(value=cst.SimpleString(value=text))]) if called_name(node) == "col":
                found.add(meaning(text))
            case cst.Subscript(
                value=cst.Name(value=frame),
                slice=[cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString(value=text)))],
            ) if frame in frames:
                found.add(meaning(text))
            case cst.Attribute(value=cst.Name(value=frame), attr=cst.Name(value=column)) if frame in frames:
                found.add(column)
    return found
