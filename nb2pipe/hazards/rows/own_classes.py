"""Classes of the notebook -> what they are made of that learns, and in which of their methods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from nb2pipe.hazards.learning import PREPROCESSORS, STATISTICS
from nb2pipe.syntax.chains import called_name, root_name
from nb2pipe.syntax.walk import children, walk

#: The kind of a class of the notebook that takes statistics of rows and transforms others by them.
OWN_TRANSFORMER = ""
_FITTING = {"fit", "fit_transform"}


@dataclass(frozen=True, slots=True)
class OwnClass:
    """What a class of the notebook learns."""

    #: The transformers that it names, and whether it is one that learns by itself.
    kinds: frozenset[str] = frozenset()
    #: Its methods that fit one of them, other than `fit` and `fit_transform`.
    fitting: frozenset[str] = frozenset()


LEARNS_NOTHING = OwnClass()


def own_class(node: cst.ClassDef) -> OwnClass:
    """What a class learns, as far as its code shows it."""
    kinds = frozenset(inner.value for inner in walk(node) if type(inner) is cst.Name) & PREPROCESSORS
    methods = {inner.name.value: inner for inner in node.body.body if isinstance(inner, cst.FunctionDef)}
    called = {name: _calls_of_self(method) for name, method in methods.items()}
    fitting = {name for name, calls in called.items() if kinds and _FITTING & calls}
    # A method that splits knows which rows it fits on.
    splitting = {name for name, method in methods.items() if _splits(method)}
    fitting -= splitting
    for _ in called:
        fitting |= {name for name, calls in called.items() if calls & fitting} - splitting
    fit = methods.get("fit") if "transform" in methods else None
    is_own = fit is not None and any(_is_statistic(inner) for inner in walk(fit.body))
    return OwnClass(kinds | {OWN_TRANSFORMER} if is_own else kinds, frozenset(fitting - _FITTING - {"__init__"}))


def _calls_of_self(method: cst.FunctionDef) -> set[str]:
    """What is surely called on the instance, and on what it holds."""
    return {called_name(call) for call in _sure_calls(method.body) if root_name(call.func) == "self"}


def _sure_calls(node: cst.CSTNode) -> Iterator[cst.Call]:
    """The calls in it that no condition stands above: `if train: self.scaler.fit(…)` may be for training rows only."""
    if isinstance(node, cst.Call):
        yield node
    for child in children(node):
        if not isinstance(child, (cst.If, cst.IfExp)):
            yield from _sure_calls(child)


def _splits(method: cst.FunctionDef) -> bool:
    calls = (inner for inner in walk(method.body) if isinstance(inner, cst.Call))
    return any("split" in called_name(call) or "cross_val" in called_name(call) for call in calls)


def _is_statistic(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and called_name(node) in STATISTICS
