"""How many dimensions an array has, where code shows it: what an index gives is a number, or a window on the array."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.array_shapes import (
    AT_LEAST,
    FLAT_CALLS,
    FLATTENING,
    LIKE_ARGUMENT,
    RANDOM_COUNTS,
    SAME_SHAPE_METHODS,
    SHAPE_AT,
    STACKS,
    TABLES,
)
from nb2pipe.analysis.state.changing import mark, put_parts, unmark
from nb2pipe.analysis.state.heap import ANY_ITEM, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument, argument_at
from nb2pipe.analysis.values.wholes import items_of

#: Traits of arrays that are known to have so many dimensions; one that has several of them may have any number.
_TRAITS = {1: "flat", 2: "2-dimensional", 3: "3-dimensional", 4: "4-dimensional"}
_NUMBERS = {"int", "float", "bool", "complex", "scalar"}


#: Lists are looked into so deep: one may hold itself.
_DEEPEST = 4
#: Inner lists with more items than this are not looked into.
_MOST = 16


def dimensions(value: Value, depth: int = 0) -> int | None:
    """How many dimensions the value has as an array, 0 for a number; None where that is not known."""
    found = {_dimensions_of(obj, depth) for obj in value}
    return found.pop() if len(found) == 1 else None


def _dimensions_of(obj: Obj, depth: int) -> int | None:
    if obj.type == "ndarray":
        known = [count for count, trait in _TRAITS.items() if trait in obj.traits]
        return known[0] if len(known) == 1 else None
    if obj.type in _NUMBERS:
        return 0
    if obj.type not in ("list", "tuple") or depth >= _DEEPEST:
        return None
    items = items_of((obj,)) or [tuple(sorted_objects(obj.contents))]
    if len(items) > _MOST and depth:
        return None
    inner = {dimensions(item, depth + 1) for item in items}
    count = inner.pop() if len(inner) == 1 else None
    return None if count is None else count + 1


def sizes_of(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Value:
    """`shape`, `size` and `ndim` of what is sure to be a table, a column or an array; nothing for other attributes."""
    if "exact" not in obj.traits or name not in ("shape", "size", "ndim"):
        return ()
    number = (m.make(node, "int", f"{name} of {obj.type}"),)
    count = {"DataFrame": 2, "Series": 1}.get(obj.type) or _dimensions_of(obj, 0)
    if name != "shape":
        return number
    shape = m.make(node, "tuple", f"shape of {obj.type}")
    put_parts(shape, {f"[{index}]": number for index in range(count)} if count else {ANY_ITEM: number})
    return (shape,)


def note(value: Value, count: int | None) -> None:
    """Let the arrays among the objects have so many dimensions."""
    for obj in value:
        if obj.type == "ndarray" and count in _TRAITS:
            mark(obj, frozenset({_TRAITS[count]}))


def forget(obj: Obj) -> None:
    """An array gets another shape in place: from here on nothing is known of its dimensions."""
    if obj.type == "ndarray":
        mark(obj, frozenset(_TRAITS.values()))


def set_shape(obj: Obj, shape: Value, *, is_sure: bool) -> None:
    """`array.shape = 2, 3`."""
    items = items_of(shape)
    forget(obj)
    if is_sure and items is not None and len(items) in _TRAITS:
        unmark(obj, frozenset(_TRAITS.values()))
        note((obj,), len(items))


def note_call(made: Value, name: str, arguments: list[Argument]) -> Value:
    """Note what a function of numpy gives."""
    root, _, last = name.rpartition(".")
    if any(keyword == "dtype" and any(obj.type == "list" for obj in value) for value, keyword in arguments):
        # An item of a structured array is a window on its fields.
        return made
    if root == "numpy.random":
        note(made, drawn(last, arguments))
    elif root == "numpy":
        note(made, _of_function(last, arguments))
    return made


def _of_function(name: str, arguments: list[Argument]) -> int | None:
    has_axis = any(keyword == "axis" for _, keyword in arguments)
    if name in SHAPE_AT:
        return _of_shape(argument_at(arguments, SHAPE_AT[name], ("shape",)))
    if name in FLAT_CALLS or (name in FLATTENING and not has_axis):
        return 1
    if name in TABLES:
        return 2
    first = dimensions(argument_at(arguments, 0, ("object", "a", "x"))) if name in _BY_ARGUMENT else None
    if name in LIKE_ARGUMENT:
        return first or None
    if name in ("dot", "matmul"):
        return _of_product([value for value, keyword in arguments if keyword is None])
    if name in AT_LEAST and first is not None:
        return max(first, AT_LEAST[name])
    if name in STACKS and first is not None and first > 0 and not has_axis:
        return max(first - 1, STACKS[name])
    return None


_BY_ARGUMENT = LIKE_ARGUMENT | AT_LEAST.keys() | STACKS.keys()


def _of_shape(shape: Value) -> int | None:
    if shape and all(obj.type == "int" for obj in shape):
        return 1
    items = items_of(shape)
    return len(items) if items else None


def drawn(name: str, arguments: list[Argument]) -> int | None:
    """How many dimensions a draw has: by its `size`, or by how many lengths it is given."""
    if name in ("rand", "randn"):
        return sum(keyword is None for _, keyword in arguments)
    return _of_shape(argument_at(arguments, RANDOM_COUNTS[name], ("size",))) if name in RANDOM_COUNTS else None


def note_method(made: Value, receiver: Obj, method: str, arguments: list[Argument]) -> Value:
    """Note what a method of an array, a generator or a frame gives."""
    if receiver.type == "rng":
        note(made, drawn(method, arguments))
    elif method == "to_numpy" and receiver.type in ("DataFrame", "Series"):
        note(made, 2 if receiver.type == "DataFrame" else None)
    elif receiver.type == "ndarray" and method in SAME_SHAPE_METHODS:
        note(made, dimensions((receiver,)))
    elif receiver.type == "ndarray" and method in ("ravel", "flatten"):
        note(made, 1)
    elif receiver.type == "ndarray" and method == "reshape" and arguments:
        given = [value for value, keyword in arguments if keyword is None]
        note(made, len(given) if len(given) > 1 else _of_shape(given[0]) if given else None)
    return made


def note_operation(made: Value, operands: list[Value]) -> Value:
    """An operation has as many dimensions as the operand that has most."""
    if not any(obj.type == "ndarray" for obj in made):
        return made
    counts = [dimensions(value) for value in operands]
    known = [count for count in counts if count is not None]
    if len(known) == len(counts):
        note(made, max(known, default=None))
    return made


def note_product(made: Value, operands: list[Value]) -> Value:
    """`a @ b` of tables is a table, and with a vector a vector."""
    note(made, _of_product(operands))
    return made


def _of_product(operands: list[Value]) -> int | None:
    counts = tuple(dimensions(value) for value in operands)
    return {(2, 2): 2, (2, 1): 1, (1, 2): 1}.get((counts[0] or 0, counts[1] or 0)) if len(counts) == 2 else None


def note_part(part: Obj, array: Obj, node: cst.CSTNode) -> None:
    """Note what a subscript with slices gives: a number takes a dimension away, `None` adds one."""
    count = dimensions((array,))
    if count is None or not isinstance(node, cst.Subscript):
        return
    for element in node.slice:
        index = element.slice.value if isinstance(element.slice, cst.Index) else None
        match index:
            case None | cst.Ellipsis():
                continue
            case cst.Integer() | cst.UnaryOperation(expression=cst.Integer()):
                count -= 1
            case cst.Name(value="None") | cst.Attribute(attr=cst.Name(value="newaxis")):
                count += 1
            case _:
                return
    note((part,), count)
