"""Functions of libraries followed, by the effect table."""

from __future__ import annotations

import re
from collections.abc import Callable

import libcst as cst

from nb2pipe.analysis import library
from nb2pipe.analysis.access import attribute
from nb2pipe.analysis.callables import Argument, run_function
from nb2pipe.analysis.composition import TEXT_CALLS
from nb2pipe.analysis.dynamic import call_dynamic
from nb2pipe.analysis.files import library_effects
from nb2pipe.analysis.frames import Frame
from nb2pipe.analysis.heap import (
    NOTHING,
    SCALAR,
    Obj,
    Value,
    elements,
    hold,
    iterated,
    join,
    reach,
    sorted_objects,
    spill,
    spill_iterated,
)
from nb2pipe.analysis.iteration import consume_arguments, run_callbacks, unknown_result
from nb2pipe.analysis.knowledge.calls import MUTATING_ARGUMENTS
from nb2pipe.analysis.knowledge.random_state import is_unseeded
from nb2pipe.analysis.knowledge.types import (
    ELEMENT_CALLS,
    IMMUTABLE,
    PURE_LIBRARIES,
    SHALLOW_CALLS,
    VIEW_CALLS,
)
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.sharing import entangle
from nb2pipe.analysis.targets import root_name
from nb2pipe.analysis.texts import composed, constant_text
from nb2pipe.model.analysis import EffectKind

#: Gives the result of a call, or None where nothing special is known of it after all.
_Special = Callable[[Machine, cst.Call, list[Value]], Value | None]


def call_library(m: Machine, node: cst.Call, name: str, arguments: list[Argument], frame: Frame) -> Value:
    """Follow a call of a library function: its effects, what it changes, and what it gives."""
    m.recorder.calls.append((name, m.recorder.call_depth))
    library_effects(m, node, name, arguments)
    if root_of(name) in ("statsmodels", "patsy", "formulaic", "linearmodels", "lifelines"):
        _names_in_formula(m, node, arguments, frame)
    consume_arguments(m, arguments, node)
    run_callbacks(m, arguments, node)
    _draw_from_arguments(m, node, name, arguments)
    if name == "builtins.id" and node.args:
        entangle(m, sorted(n for n in [root_name(node.args[0].value)] if n), "`id()` is another one in another process")
    _change_known_arguments(m, node, name, arguments)
    draw_into_arguments(m, node, name, arguments)
    if root_of(name) not in PURE_LIBRARIES and name not in MUTATING_ARGUMENTS:
        _suspect_all_arguments(m, node, arguments)
    dynamic = call_dynamic(m, node, name, arguments, frame)
    return _library_result(m, node, name, arguments) if dynamic is None else dynamic


def draw_into_arguments(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """A figure or axes that a library is given is drawn into."""
    if root_of(name) in ("builtins", "copy", "pickle", "json"):
        return
    for arg, (value, _) in zip(node.args, arguments, strict=False):
        figures = tuple([obj for obj in value if obj.type == "figure"])
        if figures:
            m.change(figures, node, through=root_name(arg.value))


def root_of(name: str) -> str:
    """The package of a qualified name."""
    return name.partition(".")[0]


def _names_in_formula(m: Machine, node: cst.Call, arguments: list[Argument], frame: Frame) -> None:
    """`ols("y ~ np.log(x)", df)` looks functions up where it is called."""
    for value, _ in arguments[:2]:
        text = constant_text(value)
        if text is not None and "~" in text:
            for name in dict.fromkeys(re.findall(r"(?<![\w.])([^\W\d]\w*)", text)):
                if m.is_bound(name, frame):
                    m.look_up(name, frame, node)


def _draw_from_arguments(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """A function that is given a generator draws from it."""
    if not name.rpartition(".")[2][:1].islower():
        return
    inside = [o for value, _ in arguments for o in sorted_objects(reach(value, loosely=True)) if o.type == "rng"]
    if inside and not name.startswith(("numpy.random.default_rng", "builtins.", "copy.")):
        m.change(tuple(inside[:1]), node)


def _change_known_arguments(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> None:
    """Change what the tables, `out=` and `copy=` say that the function writes into."""
    may_overwrite = any(keyword in ("copy", "overwrite_a", "overwrite_x") for _, keyword in arguments)
    if may_overwrite and root_of(name) in ("sklearn", "scipy"):
        for arg, (value, keyword) in zip(node.args, arguments, strict=False):
            if keyword is None:
                m.change(value, node, through=root_name(arg.value), is_guess=True)
    for position in MUTATING_ARGUMENTS.get(name, ()):
        if position < len(node.args) and position < len(arguments):
            for other, (value, _) in enumerate(arguments):
                if other != position:
                    for obj in arguments[position][0]:
                        hold(obj, value)
            m.change(arguments[position][0], node, through=root_name(node.args[position].value))
    for arg, (value, keyword) in zip(node.args, arguments, strict=False):
        writes = tuple([obj for obj in value if keyword == "out" or obj.type in ("stringio", "file")])
        if writes:
            m.change(writes, node, through=root_name(arg.value))


def _suspect_all_arguments(m: Machine, node: cst.Call, arguments: list[Argument]) -> None:
    """A library that is not known may change whatever it is given."""
    m.recorder.impure_statements.add(m.recorder.statement)
    for arg, (value, _) in zip(node.args, arguments, strict=False):
        mutable = tuple(obj for obj in value if not obj.is_immutable)
        if mutable:
            m.change(mutable, node, through=root_name(arg.value), is_guess=True)


def _library_result(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    values = [value for value, _ in arguments]
    if name.endswith(".addHandler") and any(o.type == "instance" for value in values for o in value):
        m.effect(EffectKind.DYNAMIC, "addHandler", node)
    if name in TEXT_CALLS and all(keyword is None for _, keyword in arguments):
        type_, compose = TEXT_CALLS[name]
        return composed(m, node, type_, values, compose)
    special = _SPECIAL.get(name)
    result = special(m, node, values) if special is not None else None
    if result is not None:
        return result
    if name in ("decimal.getcontext", "logging.getLogger"):
        return (m.external(f"{name}()"),)
    if name in ("builtins.max", "builtins.min") and sum(keyword is None for _, keyword in arguments) > 1:
        return join(*(value for value, keyword in arguments if keyword is None))
    if name in ELEMENT_CALLS:
        return join(elements(join(*values)), *(v for v in values if name == "builtins.getattr")) or SCALAR
    if name in SHALLOW_CALLS:
        obj = _shallow(m, node, name, [value for value, keyword in arguments if keyword in (None, "*", "**")])
        if name in _KEEP_VALUES:
            _keep_keywords(obj, arguments, "[{!r}]")
        return (obj,)
    if name in VIEW_CALLS:
        return (_view(m, node, values),)
    return _made(m, node, name, arguments)


def _replaced(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`dataclasses.replace(original, …)`: copies that share what is not replaced."""
    if not values:
        return None
    copies: list[Obj] = []
    for index, original in enumerate(values[0]):
        copied = m.make(node, original.type, f"replace-{index}")
        copied.bases, copied.name = original.bases, original.name
        copied.parts.update(original.parts)
        spill(copied, (original,))
        for value in values[1:]:
            hold(copied, value)
        copies.append(copied)
    return tuple(copies)


def _memory(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """A `memoryview` and its object change each other."""
    if not values:
        return None
    window = m.make(node, "connection", "memory")
    hold(window, values[0])
    for held in values[0]:
        hold(held, [window])
    return (window,)


def _from_keys(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    made = m.make(node, "dict")
    for value in values[1:]:
        hold(made, value)
    return (made,)


def _keep_keywords(obj: Obj, arguments: list[Argument], key: str) -> None:
    """`dict(a=x)` holds `x` under `a`."""
    for value, keyword in arguments:
        if keyword not in (None, "*", "**"):
            obj.parts[key.format(keyword)] = value
            hold(obj, value)


def _set_attribute(_m: Machine, _node: cst.Call, values: list[Value]) -> Value:
    """`setattr(owner, "name", value)`."""
    for obj in values[0] if len(values) > 2 else ():
        name = constant_text(values[1])
        if name is not None and obj.type in ("instance", "class", ""):
            obj.parts[name if obj.type else f".{name}"] = values[2]
        hold(obj, values[2])
    return SCALAR


def _summed(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`sum(lists, [])` is a list of their elements."""
    inner = elements(values[0]) if values else NOTHING
    if not any(obj.type in ("list", "tuple", "") for obj in inner):
        return None
    total = m.make(node, "list", "sum")
    spill(total, inner)
    return (total,)


def _class_of(_m: Machine, _node: cst.Call, values: list[Value]) -> Value | None:
    """`type(instance)` of the notebook's own classes."""
    classes = tuple(
        base for obj in (values[0] if len(values) == 1 else ()) if obj.type == "instance" for base in obj.bases
    )
    return classes or None


def _vars(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    return attribute(m, node, values[0], "__dict__") if values else None


def _partial(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    if not values:
        return None
    obj = m.make(node, "partial")
    obj.parts["function"] = values[0]
    obj.parts["arguments"] = join(*values[1:])
    hold(obj, join(*values))
    return (obj,)


def _deep_copies(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    made: dict[Obj, Obj] = {}
    return tuple(_deep_copy(m, node, obj, made) for obj in (values[0] if values else ()))


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
        copied.parts[key] = tuple(_deep_copy(m, node, part, made) for part in value)
        hold(copied, copied.parts[key])
    hold(copied, [_deep_copy(m, node, held, made) for held in sorted_objects(obj.contents)])
    return copied


def _shallow_copies(m: Machine, node: cst.Call, values: list[Value]) -> Value:
    """`copy.copy(original)`: another holder of the same parts."""
    copies: list[Obj] = []
    for index, original in enumerate(values[0] if values else ()):
        if original.is_immutable:
            copies.append(original)
            continue
        copied = m.make(node, original.type, f"copy-{index}")
        copied.bases, copied.name, copied.traits = original.bases, original.name, original.traits
        copied.parts.update(original.parts)
        spill(copied, (original,))
        copies.append(copied)
    return tuple(copies)


def _reduced(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`reduce(function, items, first)`: what the function gives, or the first item."""
    if len(values) < 2:
        return None
    item = join(elements(values[1]), *values[2:])
    given: list[Argument] = [(item or SCALAR, None)] * 2
    results = [run_function(m, f, given, node) for f in values[0] if f.type in ("function", "method")]
    return join(item, *results) or (unknown_result(m, node, [(v, None) for v in values], NOTHING),)


def _opened(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    if not values:
        return None
    obj = m.make(node, "file")
    obj.constant = constant_text(values[0])
    return (obj,)


_SPECIAL: dict[str, _Special] = {
    "builtins.dict.fromkeys": _from_keys,
    "builtins.memoryview": _memory,
    "builtins.open": _opened,
    "builtins.setattr": _set_attribute,
    "builtins.sum": _summed,
    "builtins.type": _class_of,
    "builtins.vars": _vars,
    "copy.copy": _shallow_copies,
    "copy.deepcopy": _deep_copies,
    "dataclasses.replace": _replaced,
    "functools.partial": _partial,
    "functools.reduce": _reduced,
}


#: Given a dict, these keep its values; all others of `SHALLOW_CALLS` iterate over its keys.
_KEEP_VALUES = {
    "builtins.dict", "collections.OrderedDict", "collections.Counter", "collections.ChainMap",
}  # fmt: skip


def _shallow(m: Machine, node: cst.Call, name: str, values: list[Value]) -> Obj:
    """A new holder of what the arguments hold."""
    obj = m.make(node, library.result_type(name))
    if name in ("builtins.zip", "builtins.enumerate"):
        hold(obj, [_zipped(m, node, values if name == "builtins.zip" else [SCALAR, *values])])
    elif name in _KEEP_VALUES:
        spill(obj, join(*values))
        spill(obj, elements(join(*values)) if name == "builtins.dict" else NOTHING)
    else:
        spill_iterated(obj, join(*values))
    for array in (o for value in values for o in value if o.type == "ndarray"):
        row = m.make(node, "ndarray", f"row-{id(array)}")
        hold(array, [row], loosely=True)
        hold(obj, [row], loosely=False)
    if name in ("builtins.map", "builtins.filter"):
        hold(obj, tuple(o for value in values for o in value if o.type in ("function", "method", "class")))
    if name in ("builtins.iter", "builtins.zip", "builtins.map", "builtins.filter", "builtins.enumerate"):
        for value in values:
            hold(obj, (o for o in value if o.type in ("iterator", "generator", "file")))
    return obj


def _view(m: Machine, node: cst.Call, values: list[Value]) -> Obj:
    """An array that may share memory with the first argument."""
    obj = m.make(node, "ndarray")
    for value in values[:1]:
        hold(obj, value, loosely=False)
        for held in value:
            if held.type not in IMMUTABLE:
                hold(held, [obj], loosely=False)
    return obj


#: Readers of a file, and what each of their rows is.
_CSV_ROWS = {"csv.reader": "list", "csv.DictReader": "dict"}


def _made(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    """A value of the type that the table gives; objects of classes keep what they are made with."""
    type_ = library.result_type(name)
    if type_ in IMMUTABLE:
        return (m.make(node, type_),)
    if name.startswith("pandas.read_") and any(keyword in ("chunksize", "iterator") for _, keyword in arguments):
        reader = m.make(node, "reader")
        hold(reader, (m.make(node, "DataFrame", "chunk"),))
        return (reader,)
    if not type_ and name.startswith("builtins.") and not name.endswith(("Error", "Exception", "Warning")):
        return SCALAR
    if name in _CSV_ROWS:
        rows = m.make(node, "reader")
        hold(rows, (m.make(node, _CSV_ROWS[name], "row"),))
        return (rows,)
    obj = m.make(node, type_)
    if name == "collections.defaultdict":
        obj.name = "defaultdict"
        hold(obj, _defaults(m, node, arguments))
    if type_ == "estimator":
        obj.traits = _estimator_traits(node, name, arguments)
    values = [value for value, _ in arguments]
    if type_ not in ("DataFrame", "Series", "ndarray", "Index", "pandas", "figure"):
        hold(obj, (o for value in values for o in value if o.type in ("function", "method", "bound")))
    if name.startswith("asyncio.") and name.rpartition(".")[2] in _AWAITED:
        hold(obj, elements(join(*values)), loosely=True)
    elif _keeps_arguments(name, type_):
        strongly = type_ in ("estimator", "module", "network", "dict", "deque", "iterator") or "." not in name
        for value in values:
            hold(obj, value, loosely=not strongly)
            hold(obj, elements(value), loosely=True)
        _keep_keywords(obj, arguments if not type_ else [], ".{}")
    if type_ in ("DataFrame", "Series"):
        inner = reach(elements(join(*values)), loosely=False)
        hold(obj, sorted_objects(o for o in inner if o.type in _CELL_OBJECTS), loosely=True)
    return (obj,)


def _defaults(m: Machine, node: cst.Call, arguments: list[Argument]) -> Value:
    """What a `defaultdict` makes for a key that it has not."""
    made: list[Value] = []
    for factory in arguments[0][0] if arguments else NOTHING:
        if factory.type == "external":
            made.append((m.make(node, library.result_type(factory.name), "default"),))
        else:
            made.append(run_function(m, factory, [], node))
    return join(*made)


#: Objects that a cell of a frame can hold as they are.
_CELL_OBJECTS = ("list", "dict", "set", "instance")


def _keeps_arguments(name: str, type_: str) -> bool:
    last = name.rpartition(".")[2]
    if last[:1].isupper() or root_of(name) not in PURE_LIBRARIES or type_ in ("estimator", "iterator"):
        return True
    return last in ("make_pipeline", "make_column_transformer", "make_union", "wraps", "compile", "chain")


#: What these give, or what is awaited of it, are results of the coroutines that they are given.
_AWAITED = ("create_task", "ensure_future", "gather", "wait_for", "run", "shield")


def _estimator_traits(node: cst.Call, name: str, arguments: list[Argument]) -> frozenset[str]:
    traits: set[str] = set()
    if is_unseeded(name, [keyword for _, keyword in arguments]):
        traits.add("unseeded")
    if any(arg.keyword is not None and arg.keyword.value.startswith(("copy", "overwrite")) for arg in node.args):
        traits.add("in-place")
    if name.rpartition(".")[2] in ("Pipeline", "make_pipeline", "FeatureUnion", "make_union"):
        traits.add("fits-parts")
    return frozenset(traits)


def _zipped(m: Machine, node: cst.CSTNode, values: list[Value]) -> Obj:
    """A tuple with an element of each of the values."""
    row = m.make(node, "tuple", "row")
    for index, value in enumerate(values):
        part = iterated(value) or SCALAR
        row.parts[f"[{index}]"] = part
        hold(row, part)
    return row
