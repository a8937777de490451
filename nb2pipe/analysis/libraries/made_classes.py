"""Classes that `type(name, bases, namespace)` makes, and their instances."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.heap import elements, hold, join, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import run_function
from nb2pipe.analysis.values.classes import instantiate
from nb2pipe.analysis.values.members import find_member


def made_class(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`type(name, bases, namespace)`: the class, of which its bases hear."""
    class_ = m.make(node, "made-class")
    class_.bases = tuple(base for base in elements(values[1]) if base.type == "class")
    spill(class_, values[2])
    for hook in join(*(find_member(base, "__init_subclass__") for base in class_.bases)):
        run_function(m, hook, [((class_,), None)], node)
    return (class_,)


def instantiate_made(m: Machine, class_: Obj, arguments: list[Argument], node: cst.Call) -> Value:
    """What a call of such a class gives: an instance of its bases that has what the namespace has."""
    made = join(*(instantiate(m, base, arguments, node) for base in class_.bases)) or (m.make(node, "", "instance"),)
    for instance in made:
        hold(instance, elements((class_,)))
        for value, _ in arguments:
            hold(instance, value, loosely=True)
    return made
