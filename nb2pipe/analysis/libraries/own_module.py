"""Calls that look into the module in which the notebook itself runs, or into one that it has written."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.outside.module_files import read_module
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.library import NOTEBOOK, replace_module, root_of
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.model.accesses import Via
from nb2pipe.model.ids import SEARCH_PATH


def look_for_member(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`hasattr(module, "name")` and `dir(module)`."""
    for obj in values[0] if values else ():
        if obj.type == "external" and obj.name == NOTEBOOK:
            attribute(m, node, (obj,), (constant_text(values[1]) if len(values) > 1 else None) or "__dict__")
    return None


def import_module(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`importlib.import_module("package.module")`."""
    name = constant_text(values[0]) if values else None
    return _imported(m, node, name, name)


def import_package(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`__import__("package.module")` gives the package."""
    name = constant_text(values[0]) if values else None
    return _imported(m, node, name, root_of(name or ""))


def _imported(m: Machine, node: cst.Call, name: str | None, given: str | None) -> Value | None:
    m.read_world(SEARCH_PATH, node, Via.OPTION)
    if not name or not given:
        return None
    read_module(m, name, node)
    m.modules |= {name, given}
    return (m.external(given),)


def reload_module(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`importlib.reload(module)`: whoever uses the module from now on uses what its file says now."""
    for obj in values[0] if values else ():
        if obj.type == "external":
            read_module(m, obj.name, node)
            replace_module(m, obj.name, node)
    return values[0] if values else None
