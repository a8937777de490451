"""Members of the notebook's classes, and of the classes of libraries from which these derive."""

from __future__ import annotations

from nb2pipe.analysis.state.heap import NOTHING, elements
from nb2pipe.analysis.state.objects import Obj, Value


def find_member(class_: Obj, name: str) -> Value:
    """A class attribute by name, in the class or its bases."""
    if name in class_.parts:
        return class_.parts[name]
    for base in class_.bases:
        if base.type == "class" and base is not class_:
            found = find_member(base, name)
            if found:
                return found
    return NOTHING


def library_bases(class_: Obj) -> set[str]:
    """The names of all classes of libraries from which the class derives."""
    own = {base.name for base in class_.bases if base.type == "external"}
    return own.union(*(library_bases(base) for base in class_.bases if base.type == "class" and base is not class_))


def methods_of(value: Value) -> list[str]:
    """The names of methods that instances or classes of the notebook have, one of which code may choose by a text."""
    stack = [obj if obj.type == "class" else base for obj in value for base in (obj.bases or (obj,))]
    names: dict[str, None] = {}
    seen: set[Obj] = set()
    while stack:
        class_ = stack.pop()
        if class_.type == "class" and class_ not in seen:
            seen.add(class_)
            found = [name for name, part in class_.parts.items() if any(obj.type == "function" for obj in part)]
            names.update(dict.fromkeys(name for name in found if name.isidentifier() and not name.startswith("__")))
            stack.extend(class_.bases)
    return list(names)


#: Classes of the standard library that keep what they hold in a container under `data` -> its type.
_WRAPPING = {"collections.UserDict": "dict", "collections.UserList": "list"}


def wrapped_type(obj: Obj) -> str:
    """The type of the container that an instance is a cover of; empty for other instances."""
    names = {name for class_ in obj.bases for name in library_bases(class_)} if obj.type == "instance" else set()
    return next((type_ for name, type_ in _WRAPPING.items() if name in names), "")


def wrapped_data(obj: Obj) -> Value:
    """The containers by which code has reached what such an instance holds."""
    type_ = wrapped_type(obj)
    return tuple(held for held in elements((obj,)) if held.type == type_ and obj in held.holders) if type_ else NOTHING


def metaclasses_of(class_: Obj) -> list[Obj]:
    """Classes of the notebook that make this class: those among its ancestors that derive from `type`."""
    found: list[Obj] = []
    stack = list(class_.bases)
    while stack:
        base = stack.pop()
        if base.type != "class" or base in found:
            continue
        if any(parent.name in ("builtins.type", "abc.ABCMeta", "enum.EnumMeta") for parent in base.bases):
            found.append(base)
        stack.extend(base.bases)
    return found
