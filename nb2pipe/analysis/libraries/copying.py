"""Copies of objects: what they share with the original."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import put_part, put_parts
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, hold, join, sorted_objects, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import run_operator


def replaced(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`dataclasses.replace(original, …)`."""
    if not values:
        return None
    keywords = (arg.keyword.value if arg.keyword is not None else arg.star for arg in node.args[1:])
    copies = remade(m, node, values[0], list(zip(values[1:], keywords, strict=False)))
    # The class makes the copy as it makes any instance.
    given = join(elements(copies), *values[1:])
    run_operator(m, copies, ("__init__", "__post_init__"), [(given or SCALAR, "*")], node)
    return copies


def remade(m: Machine, node: cst.Call, originals: Value, given: list[Argument]) -> Value:
    """Copies of records that share what is not replaced."""
    copies: list[Obj] = []
    for index, original in enumerate(originals):
        copied = m.make(node, original.type, f"replace-{index}")
        copied.bases, copied.name = original.bases, original.name
        put_parts(copied, original.parts)
        spill(copied, (original,))
        for value, name in given:
            hold(copied, value)
            if name is not None and name.isidentifier():
                put_part(copied, name, value)
        copies.append(copied)
    return tuple(copies)


def deep_copies(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`copy.deepcopy(original)`: copies of all parts, which hold each other as the originals do."""
    made: dict[Obj, Obj] = {}
    given = _custom_copies(m, node, values, "__deepcopy__")
    return join(given, tuple(_deep_copy(m, node, obj, made) for obj in (values[0] if values else ())))


def _custom_copies(m: Machine, node: cst.Call, values: list[Value], method: str) -> Value:
    """What classes of the notebook give that copy their instances themselves."""
    return run_operator(m, values[0] if values else NOTHING, (method,), [(SCALAR, "*")], node)


#: An object with more parts than this is copied as one of which nothing is known.
_MAX_COPIED = 60


def _deep_copy(m: Machine, node: cst.Call, obj: Obj, made: dict[Obj, Obj]) -> Obj:
    if obj.is_immutable or obj in made:
        return made.get(obj, obj)
    copied = made[obj] = m.make(node, obj.type, f"deep-{len(made)}")
    copied.bases, copied.name, copied.traits = obj.bases, obj.name, obj.traits
    if len(made) > _MAX_COPIED:
        return copied
    for key, value in list(obj.parts.items()):
        put_part(copied, key, tuple(_deep_copy(m, node, part, made) for part in value))
        hold(copied, copied.parts[key])
    hold(copied, [_deep_copy(m, node, held, made) for held in sorted_objects(obj.contents)])
    return copied


def shallow_copies(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`copy.copy(original)`: another holder of the same parts."""
    copies: list[Obj] = []
    for index, original in enumerate(values[0] if values else ()):
        if original.is_immutable:
            copies.append(original)
            continue
        copied = m.make(node, original.type, f"copy-{index}")
        copied.bases, copied.name, copied.traits = original.bases, original.name, original.traits
        put_parts(copied, original.parts)
        spill(copied, (original,))
        copies.append(copied)
    return join(_custom_copies(m, node, values, "__copy__"), tuple(copies))
