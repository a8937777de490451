"""Calls followed: functions of the notebook step by step, library calls by the effect table."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis import library
from nb2pipe.analysis.callables import IMPLICIT_METHODS, Argument, follow_body, instantiate, run_function, run_operator
from nb2pipe.analysis.expressions import attribute, constant_text, root_name, run_generator_expression
from nb2pipe.analysis.files import library_effects, method_effects, path_effects
from nb2pipe.analysis.frames import Frame
from nb2pipe.analysis.heap import NOTHING, SCALAR, Obj, Value, elements, hold, join, reach, spill
from nb2pipe.analysis.knowledge.calls import MUTATING_ARGUMENTS
from nb2pipe.analysis.knowledge.random_state import is_unseeded
from nb2pipe.analysis.knowledge.types import (
    ELEMENT_CALLS, IMMUTABLE, LIKELY_MUTATING, METHOD_RESULTS, MUTATING_METHODS, PURE_LIBRARIES, PURE_PREFIXES,
    SHALLOW_CALLS, VIEW_CALLS,
)  # fmt: skip
from nb2pipe.analysis.machine import Machine
from nb2pipe.model.analysis import EffectKind

_DRAWING_ESTIMATOR_METHODS = {"fit", "fit_transform", "fit_predict", "partial_fit", "split", "fit_resample", "sample"}


def call(m: Machine, node: cst.Call, frame: Frame) -> Value:
    """Follow one call."""
    receiver: Value = NOTHING
    method = ""
    if isinstance(node.func, cst.Attribute):
        receiver = m.evaluate(node.func.value, frame)
        method = node.func.attr.value
        called = attribute(m, node.func, receiver, method) if not _is_opaque(receiver) else NOTHING
    else:
        called = m.evaluate(node.func, frame)
    arguments: list[Argument] = []
    for arg in node.args:
        value = m.evaluate(arg.value, frame)
        if arg.star == "*":
            arguments.append((elements(m.consume(value, arg)), "*"))
        elif arg.star == "**":
            arguments.append((elements(value), "**"))
        else:
            arguments.append((value, arg.keyword.value if arg.keyword is not None else None))
    results: list[Value] = []
    opaque = tuple(obj for obj in receiver if _is_opaque((obj,)))
    if opaque and method:
        results.append(_call_method(m, node, opaque, method, arguments, frame))
    if isinstance(node.func, cst.Call) and dotted_super(node.func) or _is_super(node.func):
        results.append(_call_super(m, node, frame, arguments))
    for function in called:
        results.append(_call_object(m, node, function, arguments, frame))
    if not called and not opaque:
        _consume_arguments(m, arguments, node)
        _run_callbacks(m, arguments, node)
    result = join(*results)
    return result or (_unknown_result(m, node, arguments, receiver),)


def dotted_super(node: cst.CSTNode) -> bool:
    """Whether the node is `super()`."""
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "super"


def _is_super(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Attribute) and dotted_super(node.value)


def _call_super(m: Machine, node: cst.Call, frame: Frame, arguments: list[Argument]) -> Value:
    """`super().method(...)`: looked up in the bases of the instance's class."""
    if not isinstance(node.func, cst.Attribute):
        return NOTHING
    name = node.func.attr.value
    scope: Frame | None = frame
    while scope is not None and scope.kind != "function":
        scope = scope.parent
    slot = scope.slots.get("self") if scope is not None else None
    value = getattr(slot, "value", NOTHING)
    results: list[Value] = []
    for instance in value:
        for class_ in instance.bases:
            for base in class_.bases:
                for member in base.parts.get(name, NOTHING):
                    if member.type == "function":
                        results.append(run_function(m, member, [((instance,), None), *arguments], node))
        for argument, keyword in arguments:
            hold(instance, argument, loosely=keyword is None)
    return join(*results) or SCALAR


def _is_opaque(value: Value) -> bool:
    """Whether methods of it are known by its type alone."""
    return any(obj.type not in ("external", "instance", "class", "function", "method") for obj in value)


def _call_object(m: Machine, node: cst.Call, function: Obj, arguments: list[Argument], frame: Frame) -> Value:
    match function.type:
        case "function" | "method":
            wrapped = function.parts.get("wrapped")
            if wrapped:
                return join(*(_call_object(m, node, inner, arguments, frame) for inner in wrapped))
            return run_function(m, function, arguments, node)
        case "class":
            _consume_arguments(m, arguments, node)
            return instantiate(m, function, arguments, node)
        case "external":
            return _call_library(m, node, function.name, arguments, frame)
        case "bound":
            return _call_method(m, node, function.receiver, function.name, arguments, frame)
        case "instance":
            called = attribute(m, node, (function,), "__call__")
            return join(*(run_function(m, f, arguments, node) for f in called if f.type in ("method", "function")))
        case "partial":
            bound = [(value, None) for value in function.parts.get("arguments", NOTHING) and [function.parts["arguments"]]]
            targets = function.parts.get("function", NOTHING)
            return join(*(_call_object(m, node, t, [*bound, *arguments], frame) for t in targets))
        case _:
            _consume_arguments(m, arguments, node)
            _run_callbacks(m, [((function,), None), *arguments], node)
            if function.type not in IMMUTABLE:
                m.change((function,), node, through=root_name(node.func), is_guess=True)
                for value, _ in arguments:
                    m.change(tuple(o for o in value if not o.is_immutable), node, is_guess=True)
            return (_unknown_result(m, node, arguments, (function,)),)


def _call_library(m: Machine, node: cst.Call, name: str, arguments: list[Argument], frame: Frame) -> Value:
    m.recorder.calls.append(name)
    library_effects(m, node, name, arguments)
    if root_of(name) in ("statsmodels", "patsy", "formulaic", "linearmodels", "lifelines"):
        _names_in_formula(m, node, arguments, frame)
    _consume_arguments(m, arguments, node)
    _run_callbacks(m, arguments, node)
    root = name.partition(".")[0]
    last = name.rpartition(".")[2]
    if last[:1].islower():
        inside = [o for value, _ in arguments for o in reach(value, loosely=True) if o.type == "rng"]
        if inside and not name.startswith(("numpy.random.default_rng", "builtins.", "copy.")):
            m.change(tuple(inside[:1]), node)
    if name == "builtins.id" and node.args:
        m.entangle(sorted(n for n in [root_name(node.args[0].value)] if n), "`id()` is another one in another process")
    if any(keyword in ("copy", "overwrite_a", "overwrite_x") for _, keyword in arguments) and root in ("sklearn", "scipy"):
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


def _call_method(
    m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument], frame: Frame
) -> Value:
    m.recorder.calls.append(f".{method}")
    if method in ("query", "eval"):
        _names_in_query(m, node, arguments, frame)
    _consume_arguments(m, arguments, node)
    method_effects(m, node, receiver, method, arguments)
    path_effects(m, node, receiver, method, arguments)
    through = root_name(node.func)
    results: list[Value] = []
    for obj in receiver:
        if obj.type in ("external", "instance", "class", "function", "method"):
            continue
        _change_by_method(m, node, obj, method, arguments, through)
        results.append(_method_result(m, node, obj, method, arguments))
    _run_callbacks(m, [(receiver, None), *arguments], node)
    return join(*results)


def _names_in_query(m: Machine, node: cst.Call, arguments: list[Argument], frame: Frame) -> None:
    """`df.query("a > @k")` looks `k` up where it is called."""
    text = constant_text(arguments[0][0]) if arguments else None
    if text is None:
        m.effect(EffectKind.DYNAMIC, "query", node)
        return
    for name in re.findall(r"@([^\W\d]\w*)", text):
        m.look_up(name, frame, node)


def _names_in_formula(m: Machine, node: cst.Call, arguments: list[Argument], frame: Frame) -> None:
    """`ols("y ~ np.log(x)", df)` looks functions up where it is called."""
    for value, _ in arguments[:2]:
        text = constant_text(value)
        if text is not None and "~" in text:
            for name in dict.fromkeys(re.findall(r"(?<![\w.])([^\W\d]\w*)", text)):
                if m.is_bound(name, frame):
                    m.look_up(name, frame, node)


def _change_by_method(
    m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument], through: str | None
) -> None:
    if obj.type in IMMUTABLE:
        return
    inplace = any(
        keyword == "inplace" and not (len(value) == 1 and value[0].constant is False or _is_false(arg))
        for arg, (value, keyword) in zip(node.args, arguments, strict=False)
    )
    for arg, (value, keyword) in zip(node.args, arguments, strict=False):
        if keyword == "out":
            m.change(value, node, through=root_name(arg.value))
    known = MUTATING_METHODS.get(obj.type)
    if known is not None and "*" in known:
        is_reading = method.startswith("get_") or obj.type == "lock"
        if not is_reading:
            m.change((obj,), node, through=through)
        if obj.type == "rng" and method == "shuffle" and arguments:
            m.change(arguments[0][0], node, through=root_name(node.args[0].value))
    elif inplace or (known is not None and method in known):
        if inplace and obj.type in ("Series", "") and obj.loose_holders and not obj.holders:
            # A column changed in place: the frame changes with it under pandas 2, and not under pandas 3.
            m.change((obj,), node, through=None, is_guess=True)
        else:
            m.change((obj,), node, through=through)
        if method in ("set_params", "fit", "fit_transform", "fit_predict", "set_output"):
            deep = "fits-parts" in obj.traits or method == "set_params"
            inner = [o for o in reach((obj,), loosely=False) if o.type == "estimator" and o is not obj] if deep else []
            for part in inner:
                m.change((part,), node)
    elif known is None and method in LIKELY_MUTATING:
        m.change((obj,), node, through=through)
    elif known is None and not method.startswith(PURE_PREFIXES):
        m.change((obj,), node, through=through, is_guess=True)
    if method in _DRAWING_ESTIMATOR_METHODS:
        _change_generators_inside(m, node, obj)
    if "in-place" in obj.traits and method.startswith(("fit", "transform", "inverse_transform")):
        for arg, (value, _) in zip(node.args, arguments, strict=False):
            m.change(value, node, through=root_name(arg.value))
    if method in ("append", "appendleft", "add", "insert", "setdefault", "push", "put", "extend", "update", "set"):
        for value, keyword in arguments:
            hold(obj, value if method not in ("extend", "update") or keyword else elements(value))
            if method in ("extend", "update") and obj.type not in ("list", "dict", "set", "deque"):
                hold(obj, value, loosely=True)
        if method in ("insert", "extend", "update", "setdefault"):
            obj.parts.clear()
    elif method in ("pop", "sort", "reverse", "remove", "clear", "popitem") and obj.type in ("list", "dict", "deque"):
        obj.parts.clear()


def _is_false(arg: cst.Arg) -> bool:
    return isinstance(arg.value, cst.Name) and arg.value.value == "False"


def _change_generators_inside(m: Machine, node: cst.Call, obj: Obj) -> None:
    inside = [held for held in reach((obj,), loosely=True) if held.type == "rng"]
    if inside:
        m.change(tuple(inside[:1]), node)


def _method_result(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    if obj.type in IMMUTABLE:
        known = METHOD_RESULTS.get(obj.type, {}).get(method, "")
        if obj.type == "str":
            return (m.make(node, known or "str"),)
        return SCALAR
    what = METHOD_RESULTS.get(obj.type, {}).get(method)
    if what == "self" or (obj.type == "" and method in ("fit", "set_params")):
        return (obj,)
    if what == "elements":
        return elements((obj,)) or SCALAR
    if what == "shallow":
        copy = m.make(node, "dictview" if method in ("items", "values", "keys") and obj.type == "dict" else obj.type, "shallow")
        if method != "items":
            spill(copy, (obj,))
        if copy.type == "dictview":
            hold(copy, (obj,), loosely=True)
        copy.parts.update(obj.parts if method == "copy" else {})
        if method == "items":
            hold(copy, [_pair(m, node, obj)])
        return (copy,)
    if what == "view":
        view = m.make(node, "ndarray", "view")
        loosely = obj.type in ("DataFrame", "Series")
        hold(obj, [view], loosely=loosely)
        return (view,)
    if what is not None and what != "":
        if what in IMMUTABLE:
            return (m.make(node, what),)
        result_ = m.make(node, what, "method")
        if what in ("pandas", "iterator"):
            hold(result_, (obj,), loosely=True)
        return (result_,)
    if obj.type in ("DataFrame", "Series", "ndarray"):
        return (m.make(node, obj.type, f"method-{method}"),)
    if obj.type == "pandas":
        return (m.make(node, "DataFrame", "pandas"),)
    if obj.type == "figure":
        part = m.make(node, "figure", f"of-{id(obj)}")
        hold(part, (obj,))
        hold(obj, (part,))
        return (part,)
    if obj.type in ("figure", "rng", "path", "file"):
        return (m.make(node, "path" if obj.type == "path" else ("figure" if obj.type == "figure" else "")),)
    return (_unknown_result(m, node, arguments, (obj,)),)


def _zipped(m: Machine, node: cst.CSTNode, values: list[Value]) -> Obj:
    """A tuple with an element of each of the values."""
    row = m.make(node, "tuple", "row")
    for index, value in enumerate(values):
        part = elements(value) or SCALAR
        row.parts[f"[{index}]"] = part
        hold(row, part)
    return row


def _pair(m: Machine, node: cst.CSTNode, obj: Obj) -> Obj:
    pair = m.make(node, "tuple", "pair")
    pair.parts["[0]"] = SCALAR
    pair.parts["[1]"] = elements((obj,)) or SCALAR
    hold(pair, elements((obj,)))
    return pair


def _unknown_result(m: Machine, node: cst.CSTNode, arguments: list[Argument], receiver: Value) -> Obj:
    result = m.make(node, "", "result")
    for value, _ in arguments:
        hold(result, (obj for obj in value if obj.type != "external"), loosely=True)
    hold(result, receiver, loosely=True)
    return result


def _consume_arguments(m: Machine, arguments: list[Argument], node: cst.CSTNode) -> None:
    for value, _ in arguments:
        m.consume(value, node)


def _run_callbacks(m: Machine, arguments: list[Argument], node: cst.CSTNode) -> None:
    """Functions of the notebook that a library is given, or that an object holds, may be called by it."""
    callbacks: list[Obj] = []
    others: list[Value] = []
    for value, _ in arguments:
        for obj in value:
            if obj.type in ("function", "method"):
                callbacks.append(obj)
            elif obj.type == "bound":
                m.change(obj.receiver, node)
            elif obj.type == "instance":
                run_operator(m, (obj,), IMPLICIT_METHODS, [(SCALAR, "*")], node)
                others.append((obj,))
            elif obj.type not in IMMUTABLE and obj.type not in ("external", "class", "DataFrame", "ndarray", "Series"):
                callbacks.extend(held for held in list(obj.contents)[:8] if held.type in ("function", "method"))
                callbacks.extend(
                    held for inner in list(obj.contents)[:8] for held in list(inner.contents)[:8]
                    if held.type in ("function", "method")
                )  # fmt: skip
                others.append((obj,))
    if not callbacks:
        return
    given = tuple(o for o in join(elements(join(*others)), *others) if o.type not in ("function", "method", "bound"))
    m.journal.begin()
    for callback in dict.fromkeys(callbacks):
        run_function(m, callback, [(given, "*")], node)
    m.journal.merge([m.journal.rollback(), {}])


def consume(m: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Iterate or await: bodies of generators and coroutines run now. Gives what is iterated over."""
    results: list[Value] = []
    for obj in value:
        if obj.type == "instance":
            produced = run_operator(m, (obj,), ("__iter__", "__aiter__"), [], node)
            run_operator(m, (obj,), ("__next__", "__anext__", "__await__"), [], node)
            inner_results = [i for i in produced if i is not obj]
            results.append(consume(m, tuple(inner_results), node) if inner_results else (obj,))
            continue
        if obj.type not in ("generator", "iterator", "coroutine", "file"):
            results.append((obj,))
            continue
        if obj.type != "coroutine":
            m.change((obj,), node, through=None)
        key = obj.node
        if key is not None and m.call_stack.count(key) == 0:
            m.call_stack.append(key)
            try:
                produced = _resume(m, obj, node)
            finally:
                m.call_stack.pop()
            if produced:
                hold(obj, produced)
        for inner in list(obj.contents):
            if inner.type in ("generator", "iterator", "file"):
                consume(m, (inner,), node)
            elif inner.type in ("function", "method") and obj.type == "iterator":
                run_function(m, inner, [(elements((obj,)), "*")], node)
        results.append((obj,))
    return join(*results)


def _resume(m: Machine, obj: Obj, node: cst.CSTNode) -> Value:
    if isinstance(obj.node, cst.GeneratorExp):
        return run_generator_expression(m, obj)
    if obj in m.suspended and obj.receiver:
        m.journal.begin()
        try:
            return follow_body(m, obj.receiver[0], m.suspended[obj], node)
        finally:
            m.journal.merge([m.journal.rollback(), {}])
    return NOTHING


__all__ = ["EffectKind", "call", "consume"]
