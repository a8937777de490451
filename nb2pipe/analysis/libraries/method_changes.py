"""What methods of library objects change: their receiver, its parts, their arguments."""

from __future__ import annotations

import collections

import libcst as cst

from nb2pipe.analysis.knowledge.random_state import FITTING
from nb2pipe.analysis.knowledge.results import METHOD_RESULTS
from nb2pipe.analysis.knowledge.tensors import TENSOR_CHANGES
from nb2pipe.analysis.knowledge.types import (
    IMMUTABLE,
    LIKELY_MUTATING,
    LOOKING_PREFIXES,
    MUTATING_METHODS,
    MUTATING_PREFIXES,
    PREPARING_PREFIXES,
    PURE_PREFIXES,
    REGISTERING_METHODS,
    SOLVING_METHODS,
    STORING_METHODS,
)
from nb2pipe.analysis.libraries.copying import deep_copies
from nb2pipe.analysis.libraries.torch_modules import follow_training
from nb2pipe.analysis.state.fills import FILLED
from nb2pipe.analysis.state.heap import (
    SCALAR,
    all_elements,
    forget_places,
    hold,
    keep_texts,
    reach,
    sorted_objects,
)
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values import library
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.dimensions import forget
from nb2pipe.analysis.values.parts import keep_given
from nb2pipe.analysis.values.stored import TOLD_METHODS, note_stored
from nb2pipe.analysis.values.tensors import is_tensor
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.chains import called_name, is_part_of_plot, root_name

#: Methods by which an object draws from a generator that it was given.
_DRAWING = FITTING | {"rvs"}


def change_by_method(
    m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument], through: str | None
) -> None:
    """Change what a method of the object changes; `through` is the variable at the head of the expression."""
    if obj.type in IMMUTABLE:
        return
    for arg, (value, keyword) in zip(node.args, arguments, strict=False):
        if keyword == "out":
            m.change(value, node, through=root_name(arg.value))
    _change_receiver(m, node, obj, method, arguments, through)
    if obj.type == "estimator" and method in CALLED_BY:
        call_own(m, node, _own_models(m, node, obj), method)
    if method in _DRAWING:
        _change_generators_inside(m, node, obj)
    is_in_place = "in-place" in obj.traits or (obj.type == "estimator" and says(node, "copy", "False"))
    if is_in_place and method.startswith(("fit", "transform", "inverse_transform")):
        for arg, (value, _) in zip(node.args, arguments, strict=False):
            m.change(value, node, through=root_name(arg.value))
    follow_training(m, node, obj, method, arguments)
    for position, keyword in _MUTATED_ARGUMENTS.get(method, ()):
        for at, (value, given) in enumerate(arguments):
            if given == keyword or (given is None and at == position):
                m.change(value, node, through=root_name(node.args[at].value))
    _store(obj, method, arguments)


#: Method of a model -> the methods of the notebook's own models and transformers that it calls.
CALLED_BY = {
    **dict.fromkeys(
        ("fit", "partial_fit", "fit_transform", "fit_predict"), ("fit", "transform", "fit_transform", "predict")
    ),
    **dict.fromkeys(("transform", "inverse_transform"), ("transform", "inverse_transform")),
    **dict.fromkeys(("predict", "predict_proba", "decision_function", "score"), ("transform", "predict")),
}


def call_own(m: Machine, node: cst.CSTNode, models: Value, method: str) -> None:
    """Follow what models of the notebook's classes do when a model that holds them, or a base of theirs, calls them."""
    if models:
        with m.journal.perhaps():
            run_operator(m, models, CALLED_BY[method], [(SCALAR, "*")], node)


def _own_models(m: Machine, node: cst.Call, model: Obj) -> Value:
    """The models of the notebook's classes in a model: themselves where it fits what it holds, or else clones."""
    own = [o for o in sorted_objects(reach((model,), loosely=False)) if o.type == "instance"]
    fitted = _fitted_in_place(model) if own else set()
    kept = tuple([o for o in own if o in fitted])
    return kept + deep_copies(m, node, [tuple([o for o in own if o not in fitted])])


#: Types whose values stay what they are, whatever a method does to the disk.
_NEVER_CHANGED = ("path", "tuple")
#: Types of what several libraries make, each with methods of its own: no table has all of them.
_OF_MANY_METHODS = frozenset({"estimator", "layer", "network"})
#: Type -> all classes whose instances have it.
_CONTAINERS = {
    "list": (list,),
    "dict": (dict, collections.Counter, collections.OrderedDict, collections.ChainMap, collections.defaultdict),
    "set": (set,),
    "tuple": (tuple,),
    "deque": (collections.deque,),
}
#: Libraries whose methods that change a model are all in the table.
_WELL_KNOWN = ("sklearn", "statsmodels")

#: Method -> the argument that it writes into: its position and keyword.
_MUTATED_ARGUMENTS = {
    "to_sql": ((1, "con"),),
    "parse_args": ((1, "namespace"),),
    "parse_known_args": ((1, "namespace"),),
    "add_to": ((0, "parent"),),
    "dot": ((1, "out"),),
    "readinto": ((0, ""),),
    "readinto1": ((0, ""),),
    "recv_into": ((0, ""),),
    "pack_into": ((0, "buffer"),),
    **dict.fromkeys(("create_all", "drop_all"), ((0, "bind"),)),
}


def _change_receiver(
    m: Machine, node: cst.Call, obj: Obj, method: str, arguments: list[Argument], through: str | None
) -> None:
    known = MUTATING_METHODS.get(obj.type)
    is_in_place = _is_in_place(node, arguments)
    if is_tensor(obj):
        if is_in_place_name(method) or method in TENSOR_CHANGES:
            m.change((obj,), node, through=through)
    elif known is not None and "*" in known:
        is_reading = method.startswith("get_") and method != "get_nowait"
        if not is_reading and not (obj.type == "figure" and method in METHOD_RESULTS["figure"]):
            m.change((obj,), node, through=through)
        if obj.type == "rng" and method == "shuffle" and arguments:
            m.change(arguments[0][0], node, through=root_name(node.args[0].value))
    elif is_in_place or (known is not None and method in known) or _draws_itself(obj, method):
        _change_by_known_method(m, node, obj, method, through, is_in_place=is_in_place)
    elif known is None or _may_change_itself(m, node, obj) or _is_none_of_its_type(obj, method):
        _change_unknown(m, node, obj, method, through)
    elif obj.type not in _NEVER_CHANGED and _acts_on_table(m, node, method):
        m.change((obj,), node, through=through, is_guess=True)


def _change_by_known_method(
    m: Machine, node: cst.Call, obj: Obj, method: str, through: str | None, *, is_in_place: bool
) -> None:
    if is_in_place and obj.type in ("Series", "") and obj.loose_holders and not obj.holders:
        # A column changed in place: the frame changes with it under pandas 2, and not under pandas 3.
        m.change((obj,), node, through=None, is_guess=True)
        if isinstance(node.func, cst.Attribute) and isinstance(node.func.value, cst.Name):
            m.change((obj,), node, through=through)
    else:
        m.change((obj,), node, through=through, is_told=method in TOLD_METHODS)
    if method == "resize":
        forget(obj)
    if method in ("set_params", "fit", "fit_transform", "fit_predict", "set_output"):
        _change_parts_of_estimator(m, node, obj, method)


def _change_unknown(m: Machine, node: cst.Call, obj: Obj, method: str, through: str | None) -> None:
    """Judge by the name of the method: what is called for nothing that it gives is called for what it does."""
    is_dropped = node is m.dropped
    shown = is_shown(m, node)
    if method in LIKELY_MUTATING or is_in_place_name(method) or (is_dropped and method.startswith(MUTATING_PREFIXES)):
        m.change((obj,), node, through=through)
        if method in SOLVING_METHODS:
            # What is found goes into the variables of the problem: those that it was given, or has made.
            variables = reach((obj,), loosely=True).union(obj.holders, obj.loose_holders)
            m.change(tuple([each for each in sorted_objects(variables) if not each.type and each is not obj]), node)
    elif method in _CHANGING_BY_MAKER.get(called_name(obj.node) if isinstance(obj.node, cst.Call) else "", ()):
        m.change((obj,), node, through=through)
    elif not method.startswith(PURE_PREFIXES):
        is_called_to_act = not shown or method.startswith(PREPARING_PREFIXES)
        is_likely = is_dropped and is_called_to_act and not is_part_of_plot(node)
        m.change((obj,), node, through=through, is_guess=True, is_likely=is_likely)
    elif not obj.type and is_dropped and not shown and not method.startswith(LOOKING_PREFIXES):
        # Such as `model.predict(data)` of bambi, which writes into the data.
        m.change((obj,), node, through=through, is_guess=True)


#: What makes an object -> methods that put it on another device, into another state, or another value into it.
_CHANGING_BY_MAKER = {
    "from_pretrained": ("to", "cuda", "cpu", "half", "float", "bfloat16", "eval", "train"),
    "Variable": ("assign", "assign_add", "assign_sub"),
}


def is_shown(m: Machine, node: cst.Call) -> bool:
    """Whether the notebook shows what the call gives, as far as its file tells."""
    return node is m.displayed and not m.showed_nothing


def _is_none_of_its_type(obj: Obj, method: str) -> bool:
    """Whether no such container has the method: `scaler + [model]` has given something else than a list."""
    classes = _CONTAINERS.get(obj.type, ())
    return bool(classes) and not any(hasattr(class_, method) for class_ in classes) and not method.startswith("_")


def _acts_on_table(m: Machine, node: cst.Call, method: str) -> bool:
    """Whether it may be another library's method, called for what it does: `frame.ta.sma(append=True)`."""
    is_for_nothing = node is m.dropped and not is_shown(m, node) and not is_part_of_plot(node)
    return is_for_nothing and not method.startswith((*PURE_PREFIXES, *MUTATING_PREFIXES))


def _may_change_itself(m: Machine, node: cst.Call, obj: Obj) -> bool:
    """Whether a method that no table has may be called for what it does to a model or a layer."""
    is_looked_at = is_shown(m, node) and library.root_of(obj.name) in _WELL_KNOWN
    return obj.type in _OF_MANY_METHODS and node is m.dropped and not is_looked_at


def _draws_itself(obj: Obj, method: str) -> bool:
    """`display.plot()` of scikit-learn: the display then has the axes and the figure that it has drawn."""
    return method == "plot" and obj.name.endswith("Display")


def is_in_place_name(name: str) -> bool:
    """Whether torch would call so what changes its first argument: `add_`, `zero_`, `kaiming_normal_`."""
    return name.endswith("_") and not name.startswith("_")


def _is_in_place(node: cst.Call, arguments: list[Argument]) -> bool:
    """Whether the call says `inplace=` and not `inplace=False`; to the accessor of pandas_ta one says `append=`."""
    owner = node.func.value if isinstance(node.func, cst.Attribute) else None
    own = ("append",) if isinstance(owner, cst.Attribute) and owner.attr.value == "ta" else ()
    words = ("inplace", "in_place", *own)
    return any(
        keyword in words and not ((len(value) == 1 and value[0].constant is False) or _is_false(arg))
        for arg, (value, keyword) in zip(node.args, arguments, strict=False)
    )


def _change_parts_of_estimator(m: Machine, node: cst.Call, obj: Obj, method: str) -> None:
    """A pipeline fits the estimators in it; `set_params` reaches all of them."""
    inside = [o for o in sorted_objects(reach((obj,), loosely=False)) if o is not obj]
    fitted = _fitted_in_place(obj) if method != "set_params" else set(inside)
    for part in inside:
        if part.type == "estimator" and part in fitted:
            m.change((part,), node)


def _fitted_in_place(obj: Obj) -> set[Obj]:
    """The estimator and what it fits of what it holds; all but pipelines fit clones of it.

    Source: the attributes of inner estimators before and after `fit` of every estimator of scikit-learn 1.9 that takes
    some. Those of other libraries may fit instances of the notebook's classes as they are.
    """
    seen: set[Obj] = set()
    stack = [obj]
    while stack:
        current = stack.pop()
        if current in seen:
            continue
        seen.add(current)
        if current.type != "estimator" or "fits-parts" in current.traits:
            stack += current.contents
        elif not current.name.startswith("sklearn."):
            stack += [held for held in current.contents if held.type == "instance"]
    return seen


_STORED_FUNCTIONS = ("function", "method", "bound", "partial")


def _store(obj: Obj, method: str, arguments: list[Argument]) -> None:
    """Let a container hold what a method puts into it, and anything the functions that it is to call later."""
    if obj.type == "estimator" and method == "set_params":
        keep_given(obj, arguments)
    if method in REGISTERING_METHODS:
        hold(obj, (given for value, _ in arguments for given in value if given.type in _STORED_FUNCTIONS))
    if obj.type in FILLED and method in TOLD_METHODS:
        note_stored(obj, method, arguments)
    if method in STORING_METHODS:
        for value, keyword in arguments:
            stored = value if method not in ("extend", "update") or keyword else all_elements(value)
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
