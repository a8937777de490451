"""Classes of the notebook: made where they stand, instances of them where they are called."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import ENUMERATION, NOTHING, SCALAR, elements, hold, join, spill
from nb2pipe.analysis.state.iterating import members_of
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value, Variable
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import bind_method, run_function, run_operator, type_scope
from nb2pipe.analysis.values.enumerations import enumerate_members
from nb2pipe.analysis.values.members import find_member, metaclasses_of, wrapped_type
from nb2pipe.analysis.values.records import factory_of, given_fields, init_variables, is_record, record_fields
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.scopes import names_of_block

#: Names that Python puts into every class body.
_OWN_NAMES = ("__module__", "__qualname__")


def make_class(m: Machine, node: cst.ClassDef, frame: Frame) -> Obj:
    """The class object; its body runs now."""
    obj = m.make(node, "class")
    obj.name, obj.frame = node.name.value, frame
    bases: list[Obj] = []
    outer = type_scope(m, node.type_parameters, frame) or Frame("types", frame)
    for arg in node.bases:
        bases.extend(m.evaluate(arg.value, outer))
    settings: list[Argument] = []
    for arg in node.keywords:
        value = m.evaluate(arg.value, outer)
        if arg.keyword is not None and arg.keyword.value == "metaclass":
            bases.extend(value)
        else:
            settings.append((value, arg.keyword.value if arg.keyword is not None else "**"))
    # Methods see the class that they stand in, and so does `super()`.
    outer.slots["__class__"] = m.local_variable((obj,))
    obj.bases = tuple(bases)
    names = names_of_block([node.body])
    own = {name: m.local_variable(SCALAR) for name in _OWN_NAMES}
    inner = Frame("class", outer, dict(own), frozenset(), frozenset(names.declared_global), name=node.name.value)
    m.execute(node.body, inner)
    for name, slot in inner.slots.items():
        if isinstance(slot, Variable) and slot is not own.get(name):
            put_part(obj, name, slot.value)
            hold(obj, slot.value)
            run_operator(m, slot.value, ("__set_name__",), [((obj,), None), (SCALAR, None)], node)
    enumerate_members(m, obj, node)
    for hook in (f for base in obj.bases for f in find_member(base, "__init_subclass__") if base.type == "class"):
        run_function(m, hook, [((obj,), None), *settings], node)
    for metaclass in metaclasses_of(obj):
        for name in ("__prepare__", "__new__", "__init__"):
            for function in find_member(metaclass, name):
                first = obj if name == "__init__" else metaclass
                run_function(m, function, [((first,), None), (SCALAR, None), ((obj,), "*"), *settings], node)
    return obj


def instantiate(m: Machine, class_: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    """Follow `Class(...)`: a new instance, `__init__` run on it; an enumeration gives one of its members."""
    members = members_of(class_) if ENUMERATION in class_.traits else NOTHING
    with m.journal.perhaps():
        for hook in find_member(class_, "_missing_") if members else ():
            run_function(m, hook, [((class_,), None), *arguments], node)
    return members or _make_instance(m, class_, arguments, node)


def _make_instance(m: Machine, class_: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    hooks = [hook for metaclass in metaclasses_of(class_) for hook in find_member(metaclass, "__call__")]
    given = join(*(run_function(m, hook, [((class_,), None), *arguments], node) for hook in hooks))
    if any(class_ in obj.bases for obj in given):
        return given
    return join(given, construct(m, class_, arguments, node))


def construct(m: Machine, class_: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    """What `type.__call__` gives: a new instance, `__new__` and `__init__` run."""
    instance = m.make(node, "instance", str(id(class_)))
    instance.name, instance.bases = class_.name, (class_,)
    if isinstance(class_.node, cst.Call):
        hold(instance, elements((class_,)))
    if find_member(class_, "__del__"):
        m.effect(EffectKind.DYNAMIC, "__del__", node)
    init = find_member(class_, "__init__")
    if not init and is_record(class_):
        _store_fields(m, instance, class_, arguments)
        given_later = given_fields(list(record_fields(class_)), arguments)
        init = find_member(class_, "__post_init__")
        arguments = [(given_later.get(name, SCALAR), None) for name in init_variables(class_)]
    constructed = find_member(class_, "__new__")
    for value, keyword in arguments:
        if not init:
            hold(instance, value)
            if any(base.type == "external" for base in class_.bases):
                spill(instance, value)
            if keyword is not None and keyword not in ("*", "**"):
                put_part(instance, keyword, value)
    fill_wrapped(m, instance, [] if init else arguments, node)
    given = [run_function(m, f, [((class_,), None), *arguments], node) for f in constructed if f.type == "function"]
    made = join(*given) or (instance,)
    for function in init:
        for one in made if function.type == "function" else ():
            if class_ in one.bases:
                run_function(m, bind_method(m, function, one, node), arguments, node)
    return made if all(class_ in one.bases for one in made) else join((instance,), made)


def fill_wrapped(m: Machine, instance: Obj, arguments: list[Argument], node: cst.CSTNode) -> None:
    """What `UserDict` is made of, or updated with, goes through the `__setitem__` of the class that derives from it."""
    if arguments and wrapped_type(instance):
        given: list[Argument] = [(join(*(value for value, _ in arguments)) or SCALAR, "*")]
        run_operator(m, (instance,), ("__setitem__",), given, node)


def allocate(m: Machine, classes: Value, node: cst.CSTNode) -> Value:
    """`object.__new__(Class)`: an instance on which `__init__` has not run."""
    made: list[Obj] = []
    for class_ in classes:
        if class_.type == "class":
            instance = m.make(node, "instance", f"new-{id(class_)}")
            instance.name, instance.bases = class_.name, (class_,)
            made.append(instance)
    return tuple(made)


def _store_fields(m: Machine, instance: Obj, class_: Obj, arguments: list[Argument]) -> None:
    """What the constructor of a dataclass stores: an argument, or a default that some fields make anew."""
    fields = record_fields(class_)
    given = given_fields(list(fields), arguments)
    for value, _ in arguments:
        hold(instance, value)
    for name, default in fields.items():
        factory = factory_of(default)
        if name in given:
            put_part(instance, name, given[name])
        elif factory is not None and class_.frame is not None:
            put_part(
                instance,
                name,
                join(*(made_by_factory(m, instance, obj, factory) for obj in m.evaluate(factory, class_.frame))),
            )
            hold(instance, instance.parts[name])


def made_by_factory(m: Machine, owner: Obj, factory: Obj, node: cst.CSTNode) -> Value:
    """What a factory makes for a field of an instance, or for a key that a dict has not."""
    if factory.type == "class":
        return instantiate(m, factory, [], node)
    if factory.type == "external":
        return (m.make(node, library.result_type(factory.name), f"made-{id(owner)}"),)
    return run_function(m, factory, [], node)
