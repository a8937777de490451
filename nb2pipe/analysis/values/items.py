"""Items read: which object, or which part of one, they give."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT, LEVELS
from nb2pipe.analysis.knowledge.polars import POLARS
from nb2pipe.analysis.knowledge.types import IMMUTABLE, TABLES
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.fills import begin, note_all_of, note_items, note_keys
from nb2pipe.analysis.state.heap import (
    ANY_COLUMN,
    ANY_ITEM,
    ENUMERATION,
    GROUPS,
    NOTHING,
    SCALAR,
    elements,
    hold,
    join,
    keep_texts,
)
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arrays import window
from nb2pipe.analysis.values.callables import in_few, run_function, run_operator
from nb2pipe.analysis.values.choices import items_noted_in, with_plain
from nb2pipe.analysis.values.classes import made_by_factory
from nb2pipe.analysis.values.column_accessors import characters, columns_behind
from nb2pipe.analysis.values.dimensions import dimensions, note
from nb2pipe.analysis.values.dynamic import is_namespace, read_namespace
from nb2pipe.analysis.values.enumerations import member_under
from nb2pipe.analysis.values.groupings import columns_of_groups
from nb2pipe.analysis.values.labels import is_labels
from nb2pipe.analysis.values.members import find_member, wrapped_data
from nb2pipe.analysis.values.object_columns import share_objects
from nb2pipe.analysis.values.parts import mark_window, models_in, python_objects, unseen_part
from nb2pipe.analysis.values.polars import item_of_polars
from nb2pipe.analysis.values.rows import selected_rows, sliced_rows, takes_many
from nb2pipe.analysis.values.tensors import is_tensor, made_by_operation
from nb2pipe.analysis.values.told_apart import owner_of


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
        if takes_many(known):
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


def key_object(m: Machine, node: cst.Subscript, values: list[Value]) -> Value:
    """What a special method of the notebook gets for the key: several parts are a tuple."""
    if len(values) == 1:
        return values[0] or SCALAR
    made = m.make(node, "tuple", "key")
    for index, value in enumerate(values):
        put_part(made, f"[{index}]", value)
        hold(made, value)
    return (made,)


def _keeps_dimensions(part: cst.BaseSlice) -> bool:
    """Whether a part of a key of several parts is `:`, `...`, `None` or `np.newaxis`."""
    index = part.value if isinstance(part, cst.Index) else None
    is_new_axis = isinstance(index, cst.Attribute) and index.attr.value == "newaxis"
    return is_new_axis or isinstance(part, cst.Slice) or isinstance(index, cst.Ellipsis)


def subscript(m: Machine, node: cst.Subscript, frame: Frame) -> Value:
    """Follow `value[key]`, read."""
    value = in_few(m, owner_of(m, node, frame), node)
    key, keys = item_key(m, node, frame)
    ask_for_rows(m, node, value, keys)
    items = [_read(m, node, obj, key, keys) for obj in value]
    if key == "[selection]" and len(keys) == 1 and dimensions(keys[0]) == 1:
        note(join(*items), dimensions(value))
    if key == "[selection]" and is_exact(value) and is_exact(join(*keys)):
        for obj in join(*items):
            mark(obj, EXACT)
    return join(*items)


#: What may have functions for its keys, and does not call them.
_HOLDING_FUNCTIONS = frozenset({"dict", "list", "tuple", "instance", "class", "function"})


def ask_for_rows(m: Machine, node: cst.Subscript, owner: Value, keys: list[Value]) -> None:
    """`table.loc[lambda table: table.price > limit]` calls the function."""
    functions = [obj for key in keys for obj in key if obj.type in ("function", "method")]
    asked = tuple(obj for obj in owner if obj.type not in _HOLDING_FUNCTIONS) if functions else NOTHING
    for function in functions if asked else ():
        run_function(m, function, [(asked, None)], node)


def _read(m: Machine, node: cst.Subscript, obj: Obj, key: str, keys: list[Value]) -> Value:
    if is_namespace(obj):
        return read_namespace(m, join(*keys), node)
    if obj.type == GROUPS:
        return (columns_of_groups(m, node, obj, keys),)
    if obj.type == "DataFrame" and not key and len(keys) == 1 and keys[0] and all(k.is_immutable for k in keys[0]):
        return (unseen_part(obj, ANY_COLUMN),)
    return _item(m, node, obj, key, keys)


def _item(m: Machine, node: cst.Subscript, obj: Obj, key: str, keys: list[Value]) -> Value:
    if obj.type in IMMUTABLE or obj.type == "match" or (obj.type == "page" and key[1:2] in ("'", '"')):
        return SCALAR
    if obj.type == "external":
        return library.item(m, obj, key, node)
    if obj.type == "class":
        return _item_of_class(m, node, obj, key, key_object(m, node, keys))
    if obj.type in ("figure", POLARS):
        # An array of axes is one drawing.
        return (obj if obj.type == "figure" else item_of_polars(m, node, obj, key),)
    if obj.type == "instance":
        asked = key_object(m, node, keys)
        given = run_operator(m, (obj,), ("__getitem__", "__missing__"), [(asked, None)], node)
        return given or elements((obj, *wrapped_data(obj)))
    make_missing(m, node, obj, key, join(*keys) if len(keys) == 1 else NOTHING)
    if obj.type in ("list", "tuple", "deque") and key == "[:]":
        return (slice_of(m, node, obj),)
    if key and key in obj.parts:
        return obj.parts[key]
    if obj.type in ("list", "tuple", "dict", "deque", "iterator", "set"):
        held = with_plain(m, node, (obj,), elements((obj,)))
        asked = join(*keys)
        is_one = obj.type == "dict" or (bool(asked) and all(each.type == "int" for each in asked))
        return held or (items_noted_in(m, node, (obj,)) if is_one else NOTHING) or SCALAR
    if key == "[selection]" and is_tensor(obj):
        return made_by_operation(m.make(node, "", f"selection-{id(obj)}"), [(obj,)])
    if key == "[selection]" and (chosen := selected_rows(m, node, obj, keys)):
        return chosen
    if obj.type in ("DataFrame", "Series", "ndarray", "Index", "pandas-view") and key == "[selection]":
        copy = m.make(node, "DataFrame" if obj.type == "DataFrame" else obj.type, "selection")
        share_objects(copy, (obj,))
        mark(copy, obj.traits & LEVELS)
        return (copy,)
    return _part_of_table(m, node, obj, key) or _unknown_item(obj, key)


def _item_of_class(m: Machine, node: cst.CSTNode, class_: Obj, key: str, asked: Value) -> Value:
    if ENUMERATION in class_.traits:
        return member_under(class_, key)
    if of_metaclass := run_operator(m, (class_,), ("__getitem__",), [(asked, None)], node):
        return of_metaclass
    hooks = find_member(class_, "__class_getitem__")
    made = join(*(run_function(m, hook, [((class_,), None), (asked, None)], node) for hook in hooks))
    # `Stack[int]` is the class for every purpose but that of a type checker.
    return made or (class_,)


def slice_of(m: Machine, node: cst.CSTNode, obj: Obj, tag: str = "slice") -> Obj:
    """What a list or tuple gives under a slice: another one with the same elements."""
    copy = m.make(node, obj.type, tag)
    hold(copy, elements((obj,)))
    keep_texts(copy, elements((obj,)))
    begin(copy)
    note_all_of(copy, (obj,))
    return copy


def make_missing(m: Machine, node: cst.CSTNode, obj: Obj, key: str = "", asked: Value = NOTHING) -> None:
    """A `defaultdict` makes an entry for a key that it has not."""
    if obj.name == "defaultdict" and not (key and key in obj.parts):
        made = join(*(made_by_factory(m, obj, factory, node) for factory in obj.receiver))
        hold(obj, made)
        note_keys(obj, asked)
        if obj.receiver:
            note_items(obj, made)
        m.change((obj,), node, is_likely=True, is_told=True)


def _part_of_table(m: Machine, node: cst.CSTNode, obj: Obj, key: str) -> Value:
    """Rows, a column, labels, or a window on an array."""
    if rows := sliced_rows(m, node, obj):
        return rows
    if texts := columns_behind(obj, "str"):
        return (characters(m, node, texts),)
    if key and (obj.type == "Index" or is_labels(obj)):
        return (m.make(node, "Index", "slice"),) if key == "[:]" else SCALAR
    if obj.type == "DataFrame" and key.startswith("["):
        return (unseen_part(obj, key.strip("[]'\"")),)
    if obj.type == "ndarray" or is_tensor(obj) or (obj.type == "array-like" and not key.startswith(("['", '["'))):
        return (window(m, node, obj, key), *python_objects(obj))
    return NOTHING


def _unknown_item(obj: Obj, key: str) -> Value:
    known = models_in(obj) if obj.type == "estimator" else elements((obj,))
    if obj.type in TABLES:
        known = tuple(held for held in known if held.type != "pandas-view")
    part = unseen_part(obj, key or ANY_ITEM)
    if key in ("[:]", "[int]") or key[1:2].isdigit():
        mark_window(part, obj)
    return join(known, (part,))
