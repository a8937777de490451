"""`unittest.mock`: what patchers put in the place of members when they are started, and take back when stopped."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, hold, join, part_of
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value, Variable
from nb2pipe.analysis.state.scene import PATCH
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.access import attribute
from nb2pipe.analysis.values.targets import put_attribute
from nb2pipe.analysis.values.texts import constant_texts, text_of

_TYPE = "patcher"


def patcher(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`mock.patch("library.name", new)`."""
    targets = constant_texts(values[0]) if values else []
    owner, _, name = targets[0].rpartition(".") if len(targets) == 1 else ("", "", "")
    if not owner:
        return None
    return (_patcher(m, node, (m.external(owner),), text_of(m, node, name), values[1:]),)


def patcher_of(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`mock.patch.object(owner, "name", new)`."""
    return (_patcher(m, node, values[0], values[1], values[2:]),) if len(values) > 1 else None


def patcher_of_dict(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`mock.patch.dict(settings, {"name": new})`."""
    return (_patcher(m, node, values[0], NOTHING, values[1:]),) if values else None


def _patcher(m: Machine, node: cst.Call, owner: Value, name: Value, rest: list[Value]) -> Obj:
    made = m.make(node, _TYPE)
    new = join(*rest) or SCALAR
    for part, value in (("owner", owner), ("name", name), ("new", new)):
        put_part(made, part, value)
        hold(made, value)
    return made


def patch_by_method(m: Machine, node: cst.Call, receiver: Value, method: str) -> None:
    """`patcher.start()` and `patcher.stop()`."""
    for obj in receiver:
        if obj.type == _TYPE and method in ("start", "stop"):
            m.change((obj,), node)
            owner = part_of((obj,), "owner")
            m.change(tuple([each for each in owner if each.type != "external"]), node)
            for name in constant_texts(part_of((obj,), "name")):
                if method == "start":
                    put_part(obj, "old", attribute(m, node, owner, name))
                put_attribute(m, node, owner, name, part_of((obj,), "new" if method == "start" else "old"))


def stop_all(m: Machine, node: cst.Call, _values: list[Value]) -> Value:
    """`mock.patch.stopall()`."""
    for slot in sorted(m.world.slots):
        if slot.startswith(PATCH) and slot != PATCH and isinstance(m.world.slots[slot], Variable):
            library.note_change(m, slot.removeprefix(PATCH), node)
    return SCALAR


_MOCKS = ("unittest.mock", "mock")
PATCHING_CALLS = {
    **{f"{module}.patch": patcher for module in _MOCKS},
    **{f"{module}.patch.object": patcher_of for module in _MOCKS},
    **{f"{module}.patch.dict": patcher_of_dict for module in _MOCKS},
    **{f"{module}.patch.stopall": stop_all for module in _MOCKS},
}
