"""Functions of libraries followed, by the effect table."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis import library
from nb2pipe.analysis.access import attribute
from nb2pipe.analysis.callables import (
    Argument,
)
from nb2pipe.analysis.files import library_effects
from nb2pipe.analysis.frames import Frame
from nb2pipe.analysis.heap import SCALAR, Obj, Value, elements, hold, join, reach, spill
from nb2pipe.analysis.iteration import consume_arguments, run_callbacks
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
from nb2pipe.analysis.targets import root_name
from nb2pipe.analysis.texts import constant_text
from nb2pipe.model.analysis import EffectKind


def call_library(m: Machine, node: cst.Call, name: str, arguments: list[Argument], frame: Frame) -> Value:
    m.recorder.calls.append(name)
    library_effects(m, node, name, arguments)
    if root_of(name) in ("statsmodels", "patsy", "formulaic", "linearmodels", "lifelines"):
        _names_in_formula(m, node, arguments, frame)
    consume_arguments(m, arguments, node)
    run_callbacks(m, arguments, node)
    root = name.partition(".")[0]
    last = name.rpartition(".")[2]
    if last[:1].islower():
        inside = [o for value, _ in arguments for o in reach(value, loosely=True) if o.type == "rng"]
        if inside and not name.startswith(("numpy.random.default_rng", "builtins.", "copy.")):
            m.change(tuple(inside[:1]), node)
    if name == "builtins.id" and node.args:
        m.entangle(sorted(n for n in [root_name(node.args[0].value)] if n), "`id()` is another one in another process")
    if any(keyword in ("copy", "overwrite_a", "overwrite_x") for _, keyword in arguments) and root in (
        "sklearn",
        "scipy",
    ):
        for arg, (value, keyword) in zip(node.args, arguments, strict=False):
            if keyword is None:
                m.change(value, node, through=root_name(arg.value), is_guess=True)
    for position in MUTATING_ARGUMENTS.get(name, ()):
        if position < len(node.args) and position < len(arguments):
            m.change(arguments[position][0], node, through=root_name(node.args[position].value))
    for arg, (value, keyword) in zip(node.args, arguments, strict=False):
        if keyword == "out":
            m.change(value, node, through=root_name(arg.value))
    if root not in PURE_LIBRARIES and name not in MUTATING_ARGUMENTS:
        m.recorder.impure_statements.add(m.recorder.statement)
        for arg, (value, _) in zip(node.args, arguments, strict=False):
            mutable = tuple(obj for obj in value if not obj.is_immutable)
            if mutable:
                m.change(mutable, node, through=root_name(arg.value), is_guess=True)
    return _library_result(m, node, name, arguments)


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


def _library_result(m: Machine, node: cst.Call, name: str, arguments: list[Argument]) -> Value:
    values = [value for value, _ in arguments]
    type_ = library.result_type(name)
    if name == "dataclasses.replace" and values:
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
    if name == "builtins.memoryview" and values:
        window = m.make(node, "connection", "memory")
        hold(window, values[0])
        for held in values[0]:
            hold(held, [window])
        return (window,)
    if name.endswith(".addHandler") and any(o.type == "instance" for value in values for o in value):
        m.effect(EffectKind.DYNAMIC, "addHandler", node)
    if name == "builtins.dict.fromkeys":
        made = m.make(node, "dict")
        for value in values[1:]:
            hold(made, value)
        return (made,)
    if name == "builtins.vars" and values:
        return attribute(m, node, values[0], "__dict__")
    if name in ("decimal.getcontext", "logging.getLogger"):
        return (m.external(f"{name}()"),)
    if name == "pathlib.Path":
        obj = m.make(node, "path")
        texts = [constant_text(value) for value in values]
        obj.constant = "/".join(t for t in texts if t is not None) if texts and None not in texts else None
        return (obj,)
    if name == "os.path.join":
        obj = m.make(node, "str")
        texts = [constant_text(value) for value in values]
        obj.constant = "/".join(t.rstrip("/") for t in texts if t is not None) if None not in texts else None
        return (obj,)
    if name == "builtins.str" and values and constant_text(values[0]) is not None:
        obj = m.make(node, "str")
        obj.constant = constant_text(values[0])
        return (obj,)
    if name == "functools.partial" and values:
        obj = m.make(node, "partial")
        obj.parts["function"] = values[0]
        obj.parts["arguments"] = join(*values[1:])
        hold(obj, join(*values))
        return (obj,)
    if name == "copy.deepcopy":
        return tuple(m.make(node, obj.type, f"deep-{index}") for index, obj in enumerate(values[0] if values else ()))
    if name == "builtins.open" and values:
        obj = m.make(node, "file")
        obj.constant = constant_text(values[0])
        return (obj,)
    if name in ELEMENT_CALLS:
        return join(elements(join(*values)), *(v for v in values if name == "builtins.getattr")) or SCALAR
    if name in SHALLOW_CALLS:
        source_type = values[0][0].type if values and values[0] and name == "copy.copy" else type_
        obj = m.make(node, source_type or type_)
        callbacks = tuple(o for value in values for o in value if o.type in ("function", "method", "class"))
        if name in ("builtins.zip", "builtins.enumerate"):
            hold(obj, [_zipped(m, node, values if name == "builtins.zip" else [SCALAR, *values])])
        else:
            spill(obj, join(*values))
            if name == "builtins.dict":
                spill(obj, elements(join(*values)))
        for array in (o for value in values for o in value if o.type == "ndarray"):
            row = m.make(node, "ndarray", f"row-{id(array)}")
            hold(array, [row], loosely=True)
            hold(obj, [row], loosely=False)
        if name in ("builtins.map", "builtins.filter"):
            hold(obj, callbacks)
        if name in ("builtins.iter", "builtins.zip", "builtins.map", "builtins.filter", "builtins.enumerate"):
            for value in values:
                hold(obj, (o for o in value if o.type in ("iterator", "generator", "file")))
        return (obj,)
    if name in VIEW_CALLS:
        obj = m.make(node, "ndarray")
        for value in values[:1]:
            hold(obj, value, loosely=False)
            for held in value:
                if held.type not in IMMUTABLE:
                    hold(held, [obj], loosely=False)
        return (obj,)
    if type_ in IMMUTABLE:
        return (m.make(node, type_),)
    if not type_ and name.startswith("builtins."):
        return SCALAR
    obj = m.make(node, type_)
    if name == "collections.defaultdict":
        obj.name = "defaultdict"
    if type_ == "estimator":
        obj.traits = _estimator_traits(node, name, arguments)
    last = name.rpartition(".")[2]
    keeps = last[:1].isupper() or name.partition(".")[0] not in PURE_LIBRARIES or type_ in ("estimator", "iterator")
    keeps = keeps or last in ("make_pipeline", "make_column_transformer", "make_union", "wraps", "compile", "chain")
    if type_ not in ("DataFrame", "Series", "ndarray", "Index", "pandas", "figure"):
        hold(obj, (o for value in values for o in value if o.type in ("function", "method", "bound")))
    if keeps:
        strongly = type_ in ("estimator", "dict", "deque", "iterator") or "." not in name
        for value in values:
            hold(obj, value, loosely=not strongly)
            hold(obj, elements(value), loosely=True)
    return (obj,)


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
        part = elements(value) or SCALAR
        row.parts[f"[{index}]"] = part
        hold(row, part)
    return row
