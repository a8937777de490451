"""Threads and processes that the notebook starts: what they hand their target."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value


def started_later(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`Thread(target=work, args=(a, b))` calls `work(a, b)` when it is started; None where they are not seen."""
    given = {arg.keyword.value: value for arg, value in zip(node.args, values, strict=False) if arg.keyword is not None}
    packed = _packed(given.get("args"))
    if packed is None or not given.keys() >= {"target"} or "kwargs" in given:
        return None
    call = m.make(node, "partial", "target")
    for name, value in {"function": given["target"], **packed}.items():
        put_part(call, name, value)
        hold(call, value)
    thread = m.make(node, "lock")
    hold(thread, (call,))
    hold(thread, join(*packed.values()), loosely=True)
    return (thread,)


def _packed(value: Value | None) -> dict[str, Value] | None:
    """Position, from 1 -> argument; None where the text does not show them all."""
    if value is None:
        return {}
    only: Obj | None = value[0] if len(value) == 1 and value[0].type in ("tuple", "list") else None
    places = [f"[{index}]" for index in range(len(only.parts))] if only is not None else []
    if only is None or only.parts.keys() != set(places):
        return None
    return {str(index): only.parts[place] for index, place in enumerate(places, start=1)}
