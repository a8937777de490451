"""What handlers, filters and formatters of the notebook do when somebody logs."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.printing import LOG_CALLS
from nb2pipe.analysis.libraries.calling_back import call_back
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, join, reach, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value, Variable
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.model.accesses import Via

#: The name in the world of all that loggers have been given: which of them passes a record on to which is not followed.
_HANDLERS = "log-handlers"
_REGISTERING = (".addHandler", ".addFilter", "logging.basicConfig")


def follow_log(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Follow a call of `logging` or of a logger: it is given handlers, or hands a record to those that it has."""
    if name.endswith(_REGISTERING):
        given = join(*(value for value, _ in arguments))
        known = join(_handlers(m), given, elements(given))
        m.journal.set(m.world, _HANDLERS, m.local_variable(tuple(obj for obj in known if not obj.is_immutable)))
    elif name in LOG_CALLS:
        _emit(m, node, _handlers(m))


def _handlers(m: Machine) -> Value:
    slot = m.world.slots.get(_HANDLERS)
    return slot.value if isinstance(slot, Variable) else NOTHING


def _emit(m: Machine, node: cst.Call, handlers: Value) -> None:
    if not handlers:
        return
    m.read_world("option:logging", node, Via.OPTION)
    held = sorted_objects(reach(handlers, loosely=True))
    with m.journal.perhaps():
        for obj in held:
            if obj.type == "instance":
                call_back(m, node, obj, [(SCALAR, None)])
        m.change(tuple(obj for obj in held if obj.type in ("stringio", "file")), node)
