"""Methods of library objects followed, by the type of their receiver."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.analysis.knowledge.types import (
    ACTING_METHODS,
    CALLING_METHODS,
    GIVING_METHODS,
    IMMUTABLE,
    LIKELY_MUTATING,
    MAYBE_ARRAYS,
    METHOD_RESULTS,
    MUTATING_METHODS,
    PURE_PREFIXES,
    STORING_METHODS,
    WINDOW_METHODS,
)
from nb2pipe.analysis.libraries.iteration import consume_arguments, run_callbacks, unknown_result
from nb2pipe.analysis.libraries.library_calls import draw_into_arguments
from nb2pipe.analysis.outside.files import method_effects, path_effects
from nb2pipe.analysis.outside.sql import CONNECTION, SQL_METHODS, follow_sql
from nb2pipe.analysis.state.exactness import is_sized, mark_method_result
from nb2pipe.analysis.state.frames import Frame
from nb2pipe.analysis.state.heap import (
    SCALAR,
    elements,
    forget_places,
    hold,
    join,
    keep_texts,
    part_of,
    reach,
    sorted_objects,
    spill,
    spill_iterated,
    tie,
)
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value, mark, put_parts
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.arrays import WINDOW
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.choices import keys_of, pair_of
from nb2pipe.analysis.values.composition import text_of_method
from nb2pipe.analysis.values.dimensions import FLAT, note_method
from nb2pipe.analysis.values.nans import SEEKING_METHODS, keep_identity
from nb2pipe.analysis.values.texts import constant_text
from nb2pipe.model.analysis import EffectKind
from nb2pipe.syntax.chains import root_name


def call_method(
    m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument], frame: Frame
) -> Value:
    """Follow a method of objects that are known by their types alone."""
    m.recorder.calls.append((f".{method}", m.recorder.call_depth))
    if method in ACTING_METHODS:
        m.recorder.impure_statements.add(m.recorder.statement)
    if method in ("query", "eval"):
        _names_in_query(m, node, arguments, frame)
    if method in SQL_METHODS and any(obj.name == CONNECTION for obj in receiver):
        follow_sql(m, node, arguments, frame)
    consume_arguments(m, arguments, node)
    if method in ("send", "throw", "close", "__next__", "asend", "athrow", "aclose", "__anext__"):
        m.consume(tuple(obj for obj in receiver if obj.type in ("generator", "iterator", "coroutine")), node)
    method_effects(m, node, receiver, method, arguments)
    path_effects(m, node, receiver, method, arguments)
    draw_into_arguments(m, node, method, arguments)
    for arg, (value, _) in zip(node.args, arguments, strict=False):
        streams = tuple([obj for obj in value if obj.type in ("stringio", "file")])
        if streams:
            m.change(streams, node, through=root_name(arg.value))
    if method in SEEKING_METHODS and arguments and isinstance(node.func, cst.Attribute):
        keep_identity(m, arguments[0][0], node.func.value, receiver)
    _draw_from_keywords(m, node, method, arguments)
    through = root_name(node.func)
    results: list[Value] = []
    for obj in receiver:
        if obj.type in ("external", "instance", "class", "function", "method"):
            continue
        _change_by_method(m, node, obj, method, arguments, through)
        results.append(_method_result(m, node, obj, method, arguments))
    only_stores = method in STORING_METHODS and all(obj.type in ("list", "dict", "set", "deque") for obj in receiver)
    made = join(*results)
    if not only_stores:
        _run_given(m, node, receiver, arguments, made)
    _compare(m, node, receiver, method, arguments)
    return made


def _run_given(m: Machine, node: cst.Call, receiver: Value, arguments: list[Argument], made: Value) -> None:
    """Follow the functions that a method is given; what they give is what a task of an executor is asked for."""
    given = run_callbacks(m, [(receiver, None), *arguments], node)
    for task in made if any(obj.type == "connection" for obj in receiver) else ():
        hold(task, given)


#: Methods of containers that compare what they hold.
_COMPARING_METHODS = {"sort", "remove", "index", "count", "add", "discard"}


def _compare(m: Machine, node: cst.Call, receiver: Value, method: str, arguments: list[Argument]) -> None:
    """Follow what instances of the notebook's classes do when a container compares them."""
    if method not in _COMPARING_METHODS:
        return
    compared = join(elements(receiver), *(value for value, _ in arguments))
    if any(obj.type == "instance" for obj in compared):
        run_operator(m, compared, ("__lt__", "__gt__", "__eq__", "__hash__"), [(compared, None)], node)


def _draw_from_keywords(m: Machine, node: cst.Call, method: str, arguments: list[Argument]) -> None:
    """`df.sample(random_state=generator)` draws from the generator."""
    for value, keyword in arguments:
        drawn = tuple([obj for obj in value if obj.type == "rng"]) if keyword in ("random_state", "rng") else ()
        if drawn and method != "set_params":
            m.change(drawn, node)


_DRAWING_ESTIMATOR_METHODS = {
    "fit", "fit_transform", "fit_predict", "partial_fit", "split", "fit_resample", "sample", "rvs",
}  # fmt: skip


def _names_in_query(m: Machine, node: cst.Call, arguments: list[Argument], frame: Frame) -> None:
    """`df.query("a > @k")` looks `k` up where it is called."""
    if not arguments or (all(obj.type in ("class", "instance") for obj in arguments[0][0]) and arguments[0][0]):
        # `eval()` of a neural network, `query(Table)` of a database: no expression, no names in it.
        return
    text = constant_text(arguments[0][0])
    if text is None:
        m.effect(EffectKind.DYNAMIC, "query", node)
        return
    for name in re.findall(r"@([^\W\d]\w*)", text):
        m.look_up(name, frame, node)


def _change_by_method(
    m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument], through: str | None
) -> None:
    if obj.type in IMMUTABLE:
        return
    for arg, (value, keyword) in zip(node.args, arguments, strict=False):
        if keyword == "out":
            m.change(value, node, through=root_name(arg.value))
    _change_receiver(m, node, obj, method, arguments, through)
    if method in _DRAWING_ESTIMATOR_METHODS:
        _change_generators_inside(m, node, obj)
    if "in-place" in obj.traits and method.startswith(("fit", "transform", "inverse_transform")):
        for arg, (value, _) in zip(node.args, arguments, strict=False):
            m.change(value, node, through=root_name(arg.value))
    if method in _TRAINING_METHODS:
        trained = [o for o in sorted_objects(reach((obj,), loosely=True)) if is_torch_module(o) and o is not obj]
        m.change(tuple(trained), node)
    for position, keyword in _MUTATED_ARGUMENTS.get(method, ()):
        for at, (value, given) in enumerate(arguments):
            if given == keyword or (given is None and at == position):
                m.change(value, node, through=root_name(node.args[at].value))
    _store(obj, method, arguments)


#: Methods of a loss or an optimizer of torch, which change the modules behind them.
_TRAINING_METHODS = ("backward", "step", "zero_grad")
#: Method -> the argument that it writes into: its position and keyword.
_MUTATED_ARGUMENTS = {"to_sql": ((1, "con"),), "readinto": ((0, ""),), "readinto1": ((0, ""),), "recv_into": ((0, ""),)}


def is_torch_module(obj: Obj) -> bool:
    """Whether it is a layer or network of torch, or of a class that derives from one."""
    if obj.type == "layer":
        return True
    bases = [base for class_ in obj.bases for base in (class_, *class_.bases)] if obj.type == "instance" else []
    return any(base.name in ("torch.nn.Module", "pytorch_lightning.LightningModule") for base in bases)


def _change_receiver(
    m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument], through: str | None
) -> None:
    known = MUTATING_METHODS.get(obj.type)
    is_in_place = _is_in_place(node, arguments)
    if known is not None and "*" in known:
        is_reading = method.startswith("get_") and method != "get_nowait"
        if not is_reading:
            m.change((obj,), node, through=through)
        if obj.type == "rng" and method == "shuffle" and arguments:
            m.change(arguments[0][0], node, through=root_name(node.args[0].value))
    elif is_in_place or (known is not None and method in known):
        if is_in_place and obj.type in ("Series", "") and obj.loose_holders and not obj.holders:
            # A column changed in place: the frame changes with it under pandas 2, and not under pandas 3.
            m.change((obj,), node, through=None, is_guess=True)
            if isinstance(node.func, cst.Attribute) and isinstance(node.func.value, cst.Name):
                m.change((obj,), node, through=through)
        else:
            m.change((obj,), node, through=through)
        if method in ("set_params", "fit", "fit_transform", "fit_predict", "set_output"):
            _change_parts_of_estimator(m, node, obj, method)
    elif known is None and method in LIKELY_MUTATING:
        m.change((obj,), node, through=through)
    elif known is None and not method.startswith(PURE_PREFIXES):
        m.change((obj,), node, through=through, is_guess=True)


def _is_in_place(node: cst.Call, arguments: list[Argument]) -> bool:
    """Whether the call says `inplace=` and not `inplace=False`."""
    return any(
        keyword == "inplace" and not ((len(value) == 1 and value[0].constant is False) or _is_false(arg))
        for arg, (value, keyword) in zip(node.args, arguments, strict=False)
    )


def _change_parts_of_estimator(m: Machine, node: cst.Call, obj: Obj, method: str) -> None:
    """A pipeline fits the estimators in it, those of the notebook's classes too; `set_params` reaches all of them."""
    own = tuple([o for o in sorted_objects(reach((obj,), loosely=False)) if o.type == "instance"])
    if own and method.startswith("fit"):
        m.journal.begin()
        run_operator(m, own, ("fit", "transform", "fit_transform"), [(SCALAR, "*")], node)
        m.journal.merge([m.journal.rollback(), {}])
    if "fits-parts" in obj.traits or method == "set_params":
        for part in [o for o in sorted_objects(reach((obj,), loosely=False)) if o.type == "estimator" and o is not obj]:
            m.change((part,), node)


def _store(obj: Obj, method: str, arguments: list[Argument]) -> None:
    """Let a container hold what a method puts into it."""
    if method in STORING_METHODS:
        for value, keyword in arguments:
            stored = value if method not in ("extend", "update") or keyword else elements(value)
            hold(obj, stored)
            keep_texts(obj, stored)
            if method in ("extend", "update") and obj.type not in ("list", "dict", "set", "deque"):
                hold(obj, value, loosely=True)
        if method in ("insert", "extend", "update", "setdefault"):
            forget_places(obj)
    elif method in ("pop", "sort", "reverse", "remove", "clear", "popitem") and obj.type in ("list", "dict", "deque"):
        forget_places(obj)


def _is_false(arg: cst.Arg) -> bool:
    return isinstance(arg.value, cst.Name) and arg.value.value == "False"


def _change_generators_inside(m: Machine, node: cst.Call, obj: Obj) -> None:
    inside = [held for held in sorted_objects(reach((obj,), loosely=True)) if held.type == "rng"]
    if inside:
        m.change(tuple(inside[:1]), node)


def _method_result(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    made = note_method(made_by_method(m, node, obj, method, arguments), obj, method, arguments)
    return mark_method_result(made, obj, method, node)


def made_by_method(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Value:
    """What a method of the object gives."""
    text = text_of_method(m, node, obj, method, arguments) if obj.type in ("str", "path") else None
    if text is not None:
        return text
    what = METHOD_RESULTS.get(obj.type, {}).get(method, "")
    if obj.type in IMMUTABLE:
        return (m.make(node, what or "str"),) if obj.type == "str" else SCALAR
    if what == "self" or (obj.type == "" and method in ("fit", "set_params")):
        return (obj,)
    if what == "elements":
        return _element(obj, method, arguments) if method != "popitem" else (pair_of(m, node, obj),)
    if what == "shallow":
        return (_shallow_copy(m, node, obj, method),)
    if what == "view":
        view = m.make(node, "ndarray", "view")
        hold(obj, [view], loosely=obj.type in ("DataFrame", "Series"))
        return (view,)
    if what in IMMUTABLE:
        return (m.make(node, what),)
    if what:
        return (_typed(m, node, obj, method, what),)
    return (_result_like(m, node, obj, method, arguments),)


def _typed(m: Machine, node: cst.Call, obj: Obj, method: str, what: str) -> Obj:
    """A new value of the type that the table names, tied to what it stays with."""
    made = m.make(node, what, "method")
    if what in ("pandas", "iterator"):
        hold(made, (obj,), loosely=True)
    if what == "connection" and method == "cursor":
        # What one does to the database, the other sees.
        tie(obj, made)
        tie(made, obj)
    if method in ("tolist", "to_list") and FLAT not in obj.traits:
        hold(made, (m.make(node, "", "inner"),))
    if what == "iterator" and method in ("__iter__", "__reversed__"):
        spill_iterated(made, (obj,))
        tie(made, obj)
    return made


#: Methods that look a key up, and give their second argument where it is missing.
_LOOKUPS = ("get", "pop", "setdefault")


def _element(obj: Obj, method: str, arguments: list[Argument]) -> Value:
    """What a container gives: the part under a key that is known, or any of its elements, or a default."""
    keys = arguments[0][0] if arguments else ()
    exact = part_of((obj,), f"[{keys[0].constant!r}]") if len(keys) == 1 and keys[0].constant is not None else ()
    defaults = [value for value, _ in arguments[1:]] if method in _LOOKUPS else []
    return exact or join(elements((obj,)), *defaults) or SCALAR


def _shallow_copy(m: Machine, node: cst.Call, obj: Obj, method: str) -> Obj:
    """A new holder of the same elements, or a live view of a dict."""
    is_view = method in ("items", "values", "keys") and obj.type == "dict"
    type_ = "list" if method == "most_common" else obj.type
    copy = m.make(node, "dictview" if is_view else type_, "shallow")
    if obj.name == "defaultdict" and not is_view:
        copy.name, copy.receiver = obj.name, obj.receiver
    if is_view:
        tie(copy, obj)
    if method == "keys":
        keep_texts(copy, keys_of(m, node, (obj,)))
        # It changes with its dict, and gives nothing of what the dict holds.
        tie(copy, obj, loosely=True)
        return copy
    if method != "items":
        spill(copy, (obj,))
    if copy.type == "dictview":
        hold(copy, (obj,), loosely=True)
    if method == "copy":
        put_parts(copy, obj.parts)
    if method == "items":
        hold(copy, [pair_of(m, node, obj)])
    return copy


def _result_like(m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument]) -> Obj:
    """What a method gives that no table names: by the type of its receiver."""
    match obj.type:
        case "DataFrame" | "Series" | "ndarray":
            return m.make(node, obj.type, f"method-{method}")
        case "pandas":
            return m.make(node, "DataFrame", "pandas")
        case "figure":
            part = m.make(node, "figure", f"of-{id(obj)}")
            hold(part, (obj,))
            hold(obj, (part,))
            return part
        case "path":
            return m.make(node, "path")
        case "rng" | "file":
            return m.make(node, "ndarray" if obj.type == "rng" and is_sized(method, node) else "")
        case _:
            is_fresh = method.startswith(PURE_PREFIXES) and method not in GIVING_METHODS
            is_called = method in CALLING_METHODS
            made = unknown_result(m, node, arguments, (obj,), is_fresh=is_fresh, keeps_functions=not is_called)
            if obj.type in MAYBE_ARRAYS and method in WINDOW_METHODS:
                mark(made, WINDOW)
                hold(obj, (made,), loosely=True)
            return made
