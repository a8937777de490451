"""What named tuples make of themselves: `Pair._make(values)`, `pair._replace(first=1)`, `pair._asdict()`."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.libraries.copying import remade
from nb2pipe.analysis.state.heap import elements, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.classes import instantiate


def has_record_method(obj: Obj, method: str) -> bool:
    """Whether a call such as `namedtuple(…)` has given the object's class the method."""
    return method in ("_replace", "_asdict") and obj.type == "instance" and all(
        isinstance(class_.node, cst.Call) for class_ in obj.bases
    )  # fmt: skip


def made_by_record(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> list[Value]:
    """What the method gives; nothing if it is none of these."""
    if method == "_replace":
        return [remade(m, node, tuple(obj for obj in receiver if obj.type == "instance"), arguments)]
    if method == "_asdict":
        made = m.make(node, "dict", "fields")
        hold(made, join(*(elements((obj,)) for obj in receiver if obj.type == "instance")))
        return [(made,)] if made.contents else []
    given: list[Argument] = [(elements(value), "*") for value, _ in arguments]
    classes = [obj for obj in receiver if obj.type == "class"]
    return [instantiate(m, class_, given, node) for class_ in classes if method == "_make"]
