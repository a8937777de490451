"""Calls -> what their arguments say in so many words."""

from __future__ import annotations

import libcst as cst


def says(call: cst.Call, keyword: str, name: str) -> bool:
    """Whether the call has `keyword=name`, such as `shuffle=False`."""
    value = keyword_value(call, keyword)
    return isinstance(value, cst.Name) and value.value == name


def keyword_value(call: cst.Call, keyword: str) -> cst.BaseExpression | None:
    """What the call gives by that name; None if it gives nothing."""
    return next((each.value for each in call.args if each.keyword is not None and each.keyword.value == keyword), None)


def keywords_of(call: cst.Call) -> frozenset[str]:
    """The keywords that the call gives by name."""
    return frozenset([argument.keyword.value for argument in call.args if argument.keyword is not None])
