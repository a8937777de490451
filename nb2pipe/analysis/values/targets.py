"""Targets assigned to: names, tuples, attributes, items."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.types import ARRAYS, IMMUTABLE, MAYBE_ARRAYS
from nb2pipe.analysis.state.changing import drop_part, mark, put_part
from nb2pipe.analysis.state.fills import note_all_of, note_items, note_keys
from nb2pipe.analysis.state.heap import NOTHING, ROWS, SCALAR, forget_places, hold, join, keep_keys, part_of, spill
from nb2pipe.analysis.state.iterating import known_elements, spill_iterated
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.arrays import rows_of
from nb2pipe.analysis.values.callables import run_function, run_operator
from nb2pipe.analysis.values.dimensions import set_shape
from nb2pipe.analysis.values.dynamic import is_namespace, write_namespace
from nb2pipe.analysis.values.frame_attributes import set_attribute
from nb2pipe.analysis.values.gradients import forget_gradients
from nb2pipe.analysis.values.items import ask_for_rows, item_key, key_object
from nb2pipe.analysis.values.labels import NAMES_OF_LABELS, label, stay_labelled
from nb2pipe.analysis.values.members import find_member
from nb2pipe.analysis.values.object_columns import fill_cell, fill_column
from nb2pipe.analysis.values.observers import tell_observers
from nb2pipe.analysis.values.table_cells import arrays_written, stay_shown
from nb2pipe.analysis.values.told_apart import owner_of, part_set
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.chains import root_name


def bind_target(m: Machine, target: cst.CSTNode, value: Value, frame: Frame) -> None:
    """Assign to a target of any form."""
    match target:
        case cst.Name():
            m.bind(target.value, value, frame, target)
        case cst.Tuple() | cst.List():
            _unpack(m, target, value, frame)
        case cst.StarredElement() | cst.Element():
            bind_target(m, target.value, value, frame)
        case cst.Attribute():
            assign_attribute(m, target, value, frame)
        case cst.Subscript():
            assign_item(m, target, value, frame)


def assign_attribute(m: Machine, target: cst.Attribute, value: Value, frame: Frame) -> None:
    """`target.attr = value`."""
    owner = _owner_of(m, target, frame)
    part = part_set(m, target, owner, value)
    put_attribute(m, target, owner, target.attr.value, value)
    if isinstance(target.value, cst.Attribute) and target.value.attr.value == "flags":
        for array in m.evaluate(target.value.value, frame):
            mark(array, frozenset({"flags"}))
    m.change(owner, target, through=root_name(target.value), part=part)
    stay_labelled(m, owner if target.attr.value in NAMES_OF_LABELS else NOTHING)


def _owner_of(m: Machine, target: cst.Attribute | cst.Subscript, frame: Frame) -> Value:
    """What is changed: no number, though a variable was taken for one, such as the mean of several columns."""
    owner = owner_of(m, target, frame)
    name = target.value.value if isinstance(target.value, cst.Name) else ""
    if not name or frame is not m.module or not owner or any(obj.type not in IMMUTABLE for obj in owner):
        return owner
    unknown = (m.make(target, "", "no number"),)
    m.bind(name, unknown, frame, target)
    return unknown


def put_attribute(
    m: Machine, target: cst.CSTNode, owner: Value, name: str, value: Value, *, hook: str = "__setattr__"
) -> None:
    """Let the owner have the value under the name, as its class says: by the hook, a property or a descriptor."""
    for obj in owner:
        if obj.type == "external":
            library.set_member(m, obj, name, value, target)
            continue
        if obj.type == "instance":
            run_operator(m, (obj,), (f"{name}.setter", hook), [(value, None), (value, None)], target)
            described = join(*(find_member(class_, name) for class_ in obj.bases))
            _run_accessors(m, obj, described, "fset", [(value, None)], target)
            setters = [d for d in described if any(find_member(class_, "__set__") for class_ in d.bases)]
            run_operator(m, tuple(setters), ("__set__",), [((obj,), None), (value, None)], target)
            if (
                setters
                or part_of(described, "fset")
                or any(find_member(class_, f"{name}.setter") for class_ in obj.bases)
            ):
                hold(obj, value)
                continue
        if obj.type in ("instance", "class"):
            known = obj.parts.get(name, NOTHING)
            put_part(obj, name, join(known, value) if not m.is_certain() or len(owner) > 1 else value)
            for names in obj.parts.get("__dict__", NOTHING):
                put_part(names, f"[{name!r}]", obj.parts[name])
        else:
            set_attribute(m, obj, name)
            if name == "shape":
                set_shape(obj, value, is_sure=m.is_certain() and len(owner) == 1)
            if name == "random_state" and not obj.is_immutable:
                # A distribution of scipy's draws from a generator of its own from now on.
                hold(obj, (m.make(target, "rng", "random-state"),))
            drop_part(obj, f".{name}")
            if name == "grad":
                forget_gradients((obj,))
            label(obj, name, value)
        if name != "shape" or obj.type not in ARRAYS:
            hold(obj, value)
        tell_observers(m, obj, target)
        if obj.type == "function":
            put_part(obj, name, value)
            m.effect(EffectKind.MONKEYPATCH, f"function:{obj.name}", target)


def delete_attribute(m: Machine, target: cst.Attribute, obj: Obj) -> None:
    """`del target.attr`: what the classes of the notebook do then."""
    name = target.attr.value
    run_operator(m, (obj,), ("__delattr__", f"{name}.deleter"), [(SCALAR, None)], target)
    described = join(*(find_member(class_, name) for class_ in obj.bases))
    _run_accessors(m, obj, described, "fdel", [], target)
    run_operator(m, described, ("__delete__",), [((obj,), None)], target)


def _run_accessors(
    m: Machine, obj: Obj, properties: Value, role: str, arguments: list[Argument], node: cst.CSTNode
) -> None:
    """Run what `property(get, set, delete)` was given for an instance's attribute."""
    for function in join(*(each.parts.get(role, NOTHING) for each in properties if each.name.startswith("property "))):
        run_function(m, function, [((obj,), None), *arguments], node)


def assign_item(m: Machine, target: cst.Subscript, value: Value, frame: Frame) -> None:
    """`target[key] = value`."""
    owner = _owner_of(m, target, frame)
    key, key_values = item_key(m, target, frame)
    part = part_set(m, target, owner, value)
    ask_for_rows(m, target, owner, key_values)
    if any(isinstance(element.slice, cst.Slice) for element in target.slice):
        m.consume(value, target)
    for obj in owner:
        if is_namespace(obj):
            write_namespace(m, key, value, target)
            continue
        if obj.type == "dict":
            keep_keys(obj, join(*key_values))
            note_keys(obj, join(*key_values) if len(key_values) == 1 else NOTHING)
        if obj.type == "external":
            library.set_item(m, obj, key, target)
            continue
        run_operator(m, (obj,), ("__setitem__",), [(key_object(m, target, key_values), None), (value, None)], target)
        if obj.type in ("dict", "list") and key.startswith("[") and key not in ("[:]", "[selection]", "[int]"):
            is_sure = m.is_certain() and len(owner) == 1
            put_part(obj, key, value if is_sure else join(obj.parts.get(key, NOTHING), value))
        elif obj.type in ("list", "dict"):
            forget_places(obj)
        if obj.type not in ("DataFrame", "Series", "ndarray", "pandas-view"):
            hold(obj, value)
            if key == "[:]":
                spill(obj, value)
                note_all_of(obj, value)
            else:
                note_items(obj, value)
        else:
            hold(obj, (held for held in value if held.type in ("list", "dict", "set", "instance")), loosely=True)
            (fill_cell if _is_single(target.value) else fill_column)(obj, value)
    is_column = all(_is_window(obj) and not obj.holders and obj.loose_holders for obj in owner)
    is_guess = bool(owner) and is_column
    m.change(owner, target, through=root_name(target.value), is_guess=is_guess, is_told=True, part=part)
    arrays = arrays_written(target, owner, key_values)
    m.change(arrays, target, is_likely=True)
    stay_shown(m, arrays)
    if not is_column:
        return
    name = root_name(target.value)
    if isinstance(target.value, cst.Name) and name is not None:
        m.change(owner, target, through=name)


def _is_single(target: cst.BaseExpression) -> bool:
    """Whether items of it are single cells of a table: `table.at`, `table.iat`."""
    return isinstance(target, cst.Attribute) and target.attr.value in ("at", "iat")


def _is_window(obj: Obj) -> bool:
    """A column or rows of a frame: whether the frame changes with them depends on pandas' version."""
    return obj.type in ("Series", "pandas-view") or obj.traits >= ROWS


def _unpack(m: Machine, target: cst.Tuple | cst.List, value: Value, frame: Frame) -> None:
    value = m.consume(value, target)
    is_exact = True
    for index, element in enumerate(target.elements):
        if isinstance(element, cst.StarredElement):
            is_exact = False
            rest = m.make(element, "list")
            spill_iterated(rest, value)
            bind_target(m, element.value, (rest,), frame)
            continue
        exact = part_of(value, f"[{index}]") if is_exact else NOTHING
        bind_target(m, element.value, exact or known_elements(value) or _unknown_element(m, element, value), frame)


def _unknown_element(m: Machine, node: cst.CSTNode, value: Value) -> Value:
    if value and all(obj.type in IMMUTABLE for obj in value):
        return SCALAR
    element = m.make(node, library.element_type(value))
    for obj in value:
        if obj.type == "figure":
            hold(obj, [element])
            hold(element, [obj])
        elif obj.type in MAYBE_ARRAYS:
            hold(obj, [element])
    return (element, *rows_of(m, node, value))
