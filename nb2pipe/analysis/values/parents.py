"""`super()`: what stands behind a class in the order in which attributes of an instance are looked up."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.heap import NOTHING, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value


def is_super(node: cst.CSTNode) -> bool:
    """Whether the node is `super()`."""
    return type(node) is cst.Call and type(node.func) is cst.Name and node.func.value == "super"


def parent_of(m: Machine, node: cst.Call, frame: Frame) -> Obj:
    """What `super()` or `super(Class, self)` gives where it stands."""
    given = [m.evaluate(arg.value, frame) for arg in node.args]
    made = m.make(node, "super")
    made.bases = given[0] if given else _class_here(frame)
    made.receiver = given[1] if len(given) > 1 else _first_parameter(m, frame)
    hold(made, made.receiver)
    return made


def _first_parameter(m: Machine, frame: Frame) -> Value:
    """What the method that the code stands in was called with first."""
    scope: Frame | None = frame
    while scope is not None and scope.kind != "function":
        scope = scope.parent
    code = m.call_stack[-1] if m.call_stack else None
    params = code.params if isinstance(code, cst.FunctionDef) else None
    first = [*params.posonly_params, *params.params][:1] if params is not None else []
    slot = scope.slots.get(first[0].name.value if first else "self") if scope is not None else None
    return getattr(slot, "value", NOTHING)


def next_members(instance: Obj, here: Value, name: str) -> Value:
    """What `super()` gives under the name: that of the next class behind this one in the order of the instance's."""
    found: list[Value] = []
    for class_ in instance.bases if instance.type == "instance" else (instance,):
        order = _resolution_order(class_)
        behind = max([order.index(each) + 1 for each in here if each in order], default=1)
        found.append(next((each.parts[name] for each in order[behind:] if name in each.parts), NOTHING))
    return join(*found)


def _resolution_order(class_: Obj) -> list[Obj]:
    """The class and its bases, each behind all classes that derive from it."""
    order = [class_]
    for base in class_.bases:
        inherited = _resolution_order(base) if base.type == "class" and base is not class_ else []
        order = [each for each in order if each not in inherited] + inherited
    return order


def _class_here(frame: Frame) -> Value:
    """The class that the code stands in."""
    scope: Frame | None = frame
    while scope is not None and "__class__" not in scope.slots:
        scope = scope.parent
    slot = scope.slots["__class__"] if scope is not None else None
    return getattr(slot, "value", NOTHING)
