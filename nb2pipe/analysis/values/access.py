"""Attributes and items read: which object, or which part of one, they give."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT, NO_COLUMNS
from nb2pipe.analysis.knowledge.file_calls import METHOD_FILES
from nb2pipe.analysis.knowledge.types import (
    IMMUTABLE,
    LIKELY_MUTATING,
    MAYBE_ARRAYS,
    METHOD_RESULTS,
    MUTATING_METHODS,
    VIEW_ATTRIBUTES,
    WINDOW_ATTRIBUTES,
)
from nb2pipe.analysis.state.changing import mark, put_part, put_parts
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.heap import (
    ENUMERATION,
    MAY_BE_GIVEN,
    NOTHING,
    SCALAR,
    elements,
    hold,
    join,
    keep_texts,
    link,
    sorted_objects,
    spill,
)
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arrays import WINDOW, window
from nb2pipe.analysis.values.callables import (
    find_member,
    run_function,
    run_operator,
)
from nb2pipe.analysis.values.composition import text_of_attribute
from nb2pipe.analysis.values.dimensions import dimensions, note
from nb2pipe.analysis.values.dynamic import is_namespace, read_namespace
from nb2pipe.analysis.values.frame_attributes import keep_attribute
from nb2pipe.analysis.values.rows import selected_rows, sliced_rows
from nb2pipe.model.analysis import EffectKind


def attribute(m: Machine, node: cst.CSTNode, value: Value, name: str) -> Value:
    """`value.name`, read."""
    found: list[Value] = []
    for obj in value:
        keep_attribute(m, obj, name)
        if name == "__class__" and (classes := class_of(m, (obj,))):
            found.append(classes)
        elif obj.type == "external":
            found.append(library.member(m, obj, name))
        elif obj.type in ("instance", "class", "made-class"):
            found.append(_member(m, node, obj, name))
        elif obj.type in IMMUTABLE:
            # Texts and numbers have no `value`: it is a member of an enumeration.
            found.append((obj,) if name == "value" and obj.constant is not None else SCALAR)
        elif (text := text_of_attribute(m, node, obj, name)) is not None:
            found.append(text)
        elif name == "__dict__" and obj.type == "":
            found.append((obj,))
        elif _is_acting(obj, name):
            found.append((_bound_method(m, node, obj, name),))
        elif name in obj.parts:
            found.append(obj.parts[name])
        elif obj.type in ("function", "method"):
            found.append(NOTHING)
        elif f".{name}" in obj.parts or obj.type:
            found.append((_part(obj, name),))
        else:
            # Nothing is known of the object: it may give back whatever it was given, or something that holds it.
            kept = elements((obj,))
            part = _part(obj, name)
            mark(part, MAY_BE_GIVEN)
            hold(part, (o for o in kept if o is not part and part not in o.loose), loosely=True)
            found.append(join((part,), kept))
    return join(*found)


def _is_acting(obj: Obj, name: str) -> bool:
    """Whether the attribute is a method of which the tables know what it does, and no part of the object."""
    if name in METHOD_FILES and obj.type in ("DataFrame", "Series", "figure"):
        return True
    if name in LIKELY_MUTATING and obj.type in MUTATING_METHODS:
        return True
    return name in METHOD_RESULTS.get(obj.type, ()) and name not in _ACCESSORS


#: Attributes that are more than a method: `df.plot.bar()`.
_ACCESSORS = frozenset({"plot", "hist", "summary", "params"})


def _bound_method(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Obj:
    bound = m.make(node, "bound", f"{name}-{id(obj)}")
    bound.name, bound.receiver = name, (obj,)
    hold(bound, (obj,))
    return bound


#: Types of the language whose class may be called to make another one.
_BUILT_IN = frozenset({"list", "dict", "set", "tuple"})


def class_of(m: Machine, value: Value) -> Value:
    """The classes of the objects, where they are known."""
    classes = [obj.bases if obj.type == "instance" else NOTHING for obj in value]
    built_in = [(m.external(f"builtins.{obj.type}"),) for obj in value if obj.type in _BUILT_IN]
    return join(*classes, *built_in)


def item_key(m: Machine, node: cst.Subscript, frame: Frame) -> tuple[str, list[Value]]:
    """The key of an item access as text, empty where it is not constant; and the values it reads."""
    values = [m.evaluate(element.slice, frame) for element in node.slice]
    keys = tuple(obj for value in values for obj in value if obj.type == "instance")
    if keys:
        run_operator(m, keys, ("__index__", "__hash__", "__eq__"), [(SCALAR, None)], node)
    if len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Index):
        index = node.slice[0].slice.value
        known = values[0]
        if len(known) == 1 and known[0].type in ("int", "str") and known[0].constant is not None:
            return f"[{known[0].constant!r}]", values
        if known and all(obj.type in ("list", "Series", "ndarray", "Index") for obj in known):
            return "[selection]", values
        if known and all(obj.type == "int" for obj in known):
            return "[int]", values
        if isinstance(index, (cst.List, cst.Comparison, cst.BinaryOperation, cst.UnaryOperation, cst.ListComp)):
            return "[selection]", values
        if (known and all(obj.type == "NoneType" for obj in known)) or isinstance(index, cst.Ellipsis):
            return "[:]", values
    elif any(value and all(obj.type in ("list", "Series", "ndarray") for obj in value) for value in values):
        return "[selection]", values
    elif any(_keeps_dimensions(element.slice) for element in node.slice):
        return "[:]", values
    return "", values


def _keeps_dimensions(part: cst.BaseSlice) -> bool:
    """Whether a part of a key of several parts is `:`, `...`, `None` or `np.newaxis`."""
    index = part.value if isinstance(part, cst.Index) else None
    is_new_axis = isinstance(index, cst.Attribute) and index.attr.value == "newaxis"
    return is_new_axis or isinstance(part, cst.Slice) or isinstance(index, cst.Ellipsis)


def subscript(m: Machine, node: cst.Subscript, frame: Frame) -> Value:
    """Follow `value[key]`, read."""
    value = m.evaluate(node.value, frame)
    key, keys = item_key(m, node, frame)
    items = [read_namespace(m, join(*keys), node) if is_namespace(obj) else _item(m, node, obj, key) for obj in value]
    if key == "[selection]" and len(keys) == 1 and dimensions(keys[0]) == 1:
        note(join(*items), dimensions(value))
    if key == "[selection]" and is_exact(value) and is_exact(join(*keys)):
        for obj in join(*items):
            mark(obj, EXACT)
    return join(*items)


def _part(obj: Obj, name: str) -> Obj:
    """A part of an object that is not seen into: an attribute that may share its state."""
    key = f".{name}"
    if key in obj.parts:
        return obj.parts[key][0]
    is_column = obj.type in ("DataFrame", "pandas") and name not in VIEW_ATTRIBUTES
    is_window = obj.type == "ndarray" and name in ("T", "values", "real", "imag")
    type_ = "Series" if is_column else ("ndarray" if is_window else "")
    if obj.type == "DataFrame" and name == "T":
        type_ = "DataFrame"
    if name in ("shape", "size", "ndim", "dtype", "dtypes", "name", "empty", "coef_", "intercept_"):
        type_ = "scalar"
    if obj.type in ("figure", "temporary-folder") or (obj.type == "page" and name not in _TEXTS_OF_PAGES):
        type_ = type_ or obj.type
    if name == "attrs" and obj.type in ("DataFrame", "Series"):
        type_, is_column = "dict", False
    type_ = type_ or ("pandas-view" if obj.type in ("DataFrame", "Series") else "")
    is_sure = "exact" in obj.traits and (is_column or name == "T") and name not in NO_COLUMNS
    is_typed = type_ != "pandas-view" and type_ != ""
    part = obj.heap.new(type_) if obj.heap is not None else Obj(type_)
    if is_sure and is_typed:
        mark(part, EXACT)
    if name == "T":
        note((part,), dimensions((obj,)))
    put_part(obj, key, (part,))
    if name in WINDOW_ATTRIBUTES:
        _mark_window(part, obj)
    hold(part, _python_objects(obj), loosely=True)
    if type_ != "scalar":
        loosely = is_column or (obj.type in ("DataFrame", "Series") and name in ("values", "array", "T"))
        if loosely:
            link(obj, part, loosely=True)
        else:
            hold(obj, [part])
    return part


#: Attributes of a parsed page and of its parts that are no parts of it.
_TEXTS_OF_PAGES = frozenset({"text", "string", "name", "attrs", "strings", "stripped_strings"})


def _python_objects(obj: Obj) -> Value:
    """Objects that an array or a frame may hold as they are."""
    return tuple(sorted_objects(held for held in obj.loose if held.type in ("list", "dict", "set", "instance")))


def _class_method(m: Machine, node: cst.CSTNode, member: Obj, obj: Obj) -> Obj:
    """A class method taken from its class is bound to it."""
    if obj.type != "class" or member.type != "function" or not member.name.startswith("class "):
        return member
    method = m.make(node, "method", f"class-{id(member)}-{id(obj)}")
    method.node, method.frame, method.name, method.receiver = member.node, member.frame, member.name, (obj,)
    return method


def _described(m: Machine, node: cst.CSTNode, members: Value, obj: Obj) -> Value:
    """Descriptors of the notebook's own classes are asked for the value."""
    given = run_operator(m, members, ("__get__",), [((obj,), None), (SCALAR, None)], node)
    return given or members


def _namespace(m: Machine, node: cst.CSTNode, obj: Obj) -> Value:
    """`instance.__dict__`: a dict of what the instance holds, which is the instance's own."""
    known = obj.parts.get("__dict__")
    if known:
        return known
    names = m.make(node, "dict", f"namespace-{id(obj)}")
    spill(names, (obj,))
    hold(obj, [names])
    put_part(obj, "__dict__", (names,))
    return (names,)


def _own_member(obj: Obj, name: str) -> Value:
    """An attribute of the object itself, which code may have set through `__dict__`."""
    own = obj.parts.get(name, NOTHING)
    for names in obj.parts.get("__dict__", NOTHING):
        if names.last_change >= 0:
            own = names.parts.get(f"[{name!r}]") or (join(own, elements((names,))) if own else NOTHING)
    return own


def _member(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Value:
    if obj.type == "made-class":  # by `type(name, bases, namespace)`
        return elements((obj,)) or SCALAR
    if name == "__dict__" and obj.type == "instance":
        return _namespace(m, node, obj)
    custom = run_operator(m, (obj,), ("__getattribute__",), [(SCALAR, None)], node)
    own = join(custom, _own_member(obj, name)) if custom else _own_member(obj, name)
    if own and ENUMERATION in obj.traits and all(each.type in IMMUTABLE for each in own):
        # A member is its value, and an instance of the class.
        return join(own, (obj,))
    if own:
        return _described(m, node, tuple(_class_method(m, node, member, obj) for member in own), obj)
    for base in obj.bases:
        if base.type != "class":
            continue
        inherited = _member(m, node, base, name)
        if inherited:
            return _described(m, node, join(*(_bound(m, node, member, obj, base) for member in inherited)), obj)
    if obj.type == "instance":
        custom = run_operator(m, (obj,), ("__getattr__",), [(SCALAR, None)], node)
        return join(custom, elements((obj,)), elements(obj.parts.get("__dict__", NOTHING)))
    if name == "__subclasses__":
        m.effect(EffectKind.DYNAMIC, "__subclasses__", node)
    return NOTHING


#: The name of what `functools.partialmethod` makes.
PARTIAL_METHOD = "functools.partialmethod"


def _bound(m: Machine, node: cst.CSTNode, member: Obj, obj: Obj, base: Obj) -> Value:
    if member.name == PARTIAL_METHOD and obj.type == "instance":
        made = m.make(node, "partial", f"{id(member)}-{id(obj)}")
        function = join(*(_bound(m, node, each, obj, base) for each in member.parts.get("function", NOTHING)))
        put_parts(made, {**member.parts, "function": function})
        hold(made, (obj,))
        return (made,)
    if member.type != "function" or obj.type != "instance" or member.name.startswith("static "):
        return (member,)
    if member.name.startswith("property "):
        return run_function(m, member, [((obj,), None)], node) or SCALAR
    method = m.make(node, "method", f"{id(member)}-{id(obj)}")
    method.node, method.frame, method.name = member.node, member.frame, member.name
    method.receiver = (base,) if member.name.startswith("class ") else (obj,)
    hold(method, [obj])
    return (method,)


def _item(m: Machine, node: cst.CSTNode, obj: Obj, key: str) -> Value:
    if obj.type in IMMUTABLE or obj.type == "match":
        return SCALAR
    if obj.type == "external":
        return library.item(m, obj, key, node)
    if obj.type == "class":
        hooks = find_member(obj, "__class_getitem__")
        made = join(*(run_function(m, hook, [((obj,), None), (SCALAR, None)], node) for hook in hooks))
        # `Stack[int]` is the class for every purpose but that of a type checker.
        return made or (obj,)
    if obj.type == "figure":
        # An array of axes is one drawing.
        return (obj,)
    if obj.type == "instance":
        return run_operator(m, (obj,), ("__getitem__", "__missing__"), [(SCALAR, None)], node) or elements((obj,))
    if obj.name == "defaultdict":
        hold(obj, join(*(run_function(m, factory, [], node) for factory in obj.receiver)))
        m.change((obj,), node, is_guess=True)
    if obj.type in ("list", "tuple", "deque") and key == "[:]":
        copy = m.make(node, obj.type, "slice")
        hold(copy, elements((obj,)))
        keep_texts(copy, elements((obj,)))
        return (copy,)
    if key and key in obj.parts:
        return obj.parts[key]
    if obj.type in ("list", "tuple", "dict", "deque", "iterator", "set"):
        return elements((obj,)) or SCALAR
    if key == "[selection]" and (chosen := selected_rows(m, node, obj)):
        return chosen
    if obj.type in ("DataFrame", "Series", "pandas", "ndarray", "Index", "pandas-view") and key == "[selection]":
        copy = m.make(node, "DataFrame" if obj.type == "DataFrame" else obj.type, "selection")
        return (copy,)
    return _part_of_table(m, node, obj, key) or _unknown_item(obj, key)


def _part_of_table(m: Machine, node: cst.CSTNode, obj: Obj, key: str) -> Value:
    """Rows, a column, or a window on an array."""
    if rows := sliced_rows(m, node, obj):
        return rows
    if obj.type == "DataFrame" and key.startswith("["):
        return (_part(obj, key.strip("[]'\"")),)
    if obj.type == "ndarray" or (obj.type == "array-like" and not key.startswith(("['", '["'))):
        return (window(m, node, obj, key), *_python_objects(obj))
    return NOTHING


def _unknown_item(obj: Obj, key: str) -> Value:
    known = elements((obj,))
    part = _part(obj, key or "[*]")
    if key in ("[:]", "[int]") or key[1:2].isdigit():
        _mark_window(part, obj)
    return join(known, (part,))


def _mark_window(part: Obj, obj: Obj) -> None:
    """The object is an array, for all that is known: its rows and slices are windows on the same memory."""
    if obj.type in MAYBE_ARRAYS:
        mark(part, WINDOW)
