"""Calls that look into the module in which the notebook itself runs."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.library import NOTEBOOK
from nb2pipe.analysis.values.texts import constant_text


def look_for_member(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`hasattr(module, "name")` and `dir(module)`."""
    for obj in values[0] if values else ():
        if obj.type == "external" and obj.name == NOTEBOOK:
            attribute(m, node, (obj,), (constant_text(values[1]) if len(values) > 1 else None) or "__dict__")
    return None


def import_module(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:  # noqa: ARG001  one of many alike
    """`importlib.import_module("__main__")`."""
    return (m.external(NOTEBOOK),) if values and constant_text(values[0]) == NOTEBOOK else None
