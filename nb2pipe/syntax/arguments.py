"""Calls -> what their arguments say in so many words."""

from __future__ import annotations

import libcst as cst


def says(call: cst.Call, keyword: str, name: str) -> bool:
    """Whether the call has `keyword=name`, such as `shuffle=False`."""
    return any(
        argument.keyword is not None
        and argument.keyword.value == keyword
        and isinstance(argument.value, cst.Name)
        and argument.value.value == name
        for argument in call.args
    )
