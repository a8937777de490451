"""Methods that a class of the notebook has from a library or from a container of the language."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.results import METHOD_RESULTS
from nb2pipe.analysis.knowledge.types import (
    LIKELY_MUTATING,
    MUTATING_METHODS,
    PURE_PREFIXES,
    STORING_METHODS,
)
from nb2pipe.analysis.libraries.calling_back import call_back
from nb2pipe.analysis.libraries.method_changes import CALLED_BY, call_own
from nb2pipe.analysis.libraries.method_results import made_by_method
from nb2pipe.analysis.libraries.torch_modules import is_torch_module
from nb2pipe.analysis.state.changing import put_parts
from nb2pipe.analysis.state.heap import NOTHING, all_elements, forget_places, hold, join, spill
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.members import library_bases
from nb2pipe.syntax.chains import root_name

#: Containers from which classes derive -> the type whose methods they have.
_CONTAINERS = {
    "builtins.list": "list", "builtins.dict": "dict", "builtins.set": "set", "builtins.bytearray": "bytearray",
    "collections.deque": "deque", "collections.OrderedDict": "dict", "collections.Counter": "dict",
    "collections.defaultdict": "dict", "collections.UserDict": "dict", "collections.UserList": "list",
    "typing.List": "list", "typing.Dict": "dict",
}  # fmt: skip


def call_inherited(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> Value:
    """Follow a method that instances have from a library: they change as its name says. Gives what is known of it."""
    results: list[Value] = []
    for obj in receiver:
        if obj.type != "instance" or not any(_is_derived(class_) for class_ in obj.bases):
            continue
        if called := call_back(m, node, obj, arguments):
            # `values()` of a mapping gives what its `__getitem__` gives.
            several = m.make(node, "", f"given-by-{id(obj)}")
            hold(several, called)
            results.append((several, *called))
        if method in CALLED_BY and _kind_of(obj) == "estimator":
            call_own(m, node, (obj,), method)
        if METHOD_RESULTS.get(_kind_of(obj), {}).get(method) == "self":
            results.append((obj,))
        types = container_types_of(obj)
        results.extend(_given_by_container(m, node, obj, type_, method, arguments) for type_ in sorted(types))
        if change_as_container(m, node, obj, method, arguments) or (types and not _has_library_base(obj)):
            continue
        is_known = method in LIKELY_MUTATING or (is_torch_module(obj) and method in MUTATING_METHODS["layer"])
        if is_known or not method.startswith(PURE_PREFIXES):
            m.change((obj,), node, through=root_name(node.func), is_guess=not is_known)
    return join(*results)


def _kind_of(obj: Obj) -> str:
    """The type in the tables of what has the methods that an instance has from a library."""
    if is_torch_module(obj):
        return "layer"
    is_model = any(name.startswith("sklearn.") for class_ in obj.bases for name in library_bases(class_))
    return "estimator" if is_model else ""


def _given_by_container(
    m: Machine, node: cst.Call, obj: Obj, type_: str, method: str, arguments: list[Argument]
) -> Value:
    """What the method gives of a container that holds the same; nothing where that is not known."""
    if METHOD_RESULTS.get(type_, {}).get(method) not in ("elements", "shallow"):
        return NOTHING
    alike = m.make(node, type_, f"as-{id(obj)}")
    put_parts(alike, {key: part for key, part in obj.parts.items() if key[:1] == "["})
    spill(alike, (obj,))
    return made_by_method(m, node, alike, method, arguments)


def change_as_container(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> bool:
    """Change an instance that derives from a container by a method of that; whether it was one that changes it."""
    if not any(method in MUTATING_METHODS[type_] for type_ in container_types_of(obj)):
        return False
    if method in STORING_METHODS or method in ("__setitem__", "__init__"):
        for value, keyword in arguments:
            hold(obj, all_elements(value) if method in ("extend", "update", "__init__") and keyword is None else value)
    forget_places(obj)
    m.change((obj,), node, through=root_name(node.func))
    return True


def inherits(obj: Obj, method: str) -> bool:
    """Whether an instance has the method from a class into which nobody sees."""
    return obj.type == "instance" and any(_is_derived(c) for c in obj.bases) and not _defines(obj, method)


def _defines(obj: Obj, name: str) -> bool:
    """Whether the notebook gives the object or one of its classes the attribute, or makes up attributes."""
    own = name in obj.parts or "__getattr__" in obj.parts or "__dict__" in obj.parts
    return own or any(base.type == "class" and base is not obj and _defines(base, name) for base in obj.bases)


def _is_derived(class_: Obj) -> bool:
    """Whether the class derives from one of a library, or from a container."""
    return any(
        (base.type == "external" and (base.name in _CONTAINERS or not base.name.startswith("builtins.")))
        or _is_derived(base)
        for base in class_.bases
        if base is not class_
    )


def _has_library_base(obj: Obj) -> bool:
    """Whether an instance derives from more of a library than containers."""
    bases = {name for class_ in obj.bases for name in library_bases(class_)}
    return any(name not in _CONTAINERS and not name.startswith("builtins.") for name in bases)


def container_types_of(obj: Obj) -> set[str]:
    """The types of the containers from which an instance derives."""
    if obj.type != "instance":
        return set()
    return {_CONTAINERS[name] for class_ in obj.bases for name in library_bases(class_) if name in _CONTAINERS}
