"""Calls that draw random numbers from a generator that the whole process shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst

from nb2pipe.analysis.callables import Argument
from nb2pipe.analysis.heap import reach
from nb2pipe.analysis.knowledge.calls import DRAWING_MODULES, NOT_DRAWING, draws_from_torch
from nb2pipe.analysis.knowledge.random_state import (
    DRAWING_CLASSES,
    DRAWING_FUNCTIONS,
    DRAWING_IF_ASKED,
    FITTING,
    SEARCHING,
)
from nb2pipe.analysis.knowledge.types import PURE_LIBRARIES
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import Value
from nb2pipe.model.analysis import EffectKind, Via
from nb2pipe.syntax.arguments import says

#: Keywords that give a call a generator of its own.
_STATES = ("random_state", "seed", "rng")
#: Keyword -> the values with which it gives no state, or asks for nothing that draws.
_SILENT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_STATES, ("None",)),
    "shuffle": ("False",),
    "probability": ("False",),
    "solver": ("lbfgs", "newton-cg", "newton-cholesky", "svd", "cholesky", "lsqr", "sparse_cg", "auto"),
    "svd_solver": ("full", "covariance_eigh"),
    "selection": ("cyclic",),
}


def note_draws(m: Machine, node: cst.Call, name: str, arguments: Sequence[Argument]) -> None:
    """Note what a function of a library draws."""
    module, _, last = name.rpartition(".")
    library = DRAWING_MODULES.get(module)
    if library and name not in NOT_DRAWING and last[:1].islower():
        draw(m, node, library)
    elif draws_from_torch(module, last) and not any(keyword == "generator" for _, keyword in arguments):
        draw(m, node, "torch")
    elif _draws_for_want_of_state(node, name, last, arguments):
        draw(m, node, "numpy")
    root = name.partition(".")[0]
    if root not in PURE_LIBRARIES and root != "torch":  # which draws from a generator of its own
        # A library that is not known may draw from any generator that has been seeded.
        for seeded in ("numpy", "python"):
            if f"random:{seeded}" in m.world.slots:
                draw(m, node, seeded, is_guess=True)


def note_draws_of_method(
    m: Machine, node: cst.Call, receiver: Value, method: str, arguments: Sequence[Argument]
) -> None:
    """Note what a method of a library's object draws."""
    types = {obj.type for obj in receiver}
    if method == "rvs":
        draws = "instance" not in types and not _has_state(node, arguments)
    elif method == "sample" and types & {"DataFrame", "Series", "pandas"}:
        draws = not _has_state(node, arguments)
    else:
        draws = method in FITTING and _may_draw(receiver)
    if draws:
        draw(m, node, "numpy")


def is_unseeded(node: cst.Call, name: str) -> bool:
    """Whether an estimator or splitter that the call makes draws from the shared generator when it is used."""
    last = name.rpartition(".")[2]
    written = {argument.keyword.value for argument in node.args if argument.keyword is not None}
    given = written - _silent_keywords(node)
    if not given.isdisjoint(_STATES):
        return False
    if last in ("KFold", "StratifiedKFold", "StratifiedGroupKFold"):
        return "shuffle" in given
    if last not in DRAWING_CLASSES:
        return False
    return last not in DRAWING_IF_ASKED or bool(given & {"solver", "svd_solver", "selection", "probability", "shuffle"})


def _draws_for_want_of_state(node: cst.Call, name: str, last: str, arguments: Sequence[Argument]) -> bool:
    """Whether a function of scipy or scikit-learn draws from numpy's generator, since it is given none."""
    if name.startswith("scipy.stats."):
        return last == "rvs" and not _has_state(node, arguments)
    if not name.startswith("sklearn."):
        return False
    if last in DRAWING_FUNCTIONS:
        return not says(node, "shuffle", "False") and not _has_state(node, arguments)
    return last in SEARCHING and any(_may_draw(value) for value, _ in arguments)


def _has_state(node: cst.Call, arguments: Iterable[Argument]) -> bool:
    """Whether the call has a generator of its own: `None` and the module itself stand for the shared one."""
    silent = _silent_keywords(node)
    return any(
        keyword in _STATES and keyword not in silent and not any(obj.name == "numpy.random" for obj in value)
        for value, keyword in arguments
    )


def _silent_keywords(node: cst.Call) -> frozenset[str]:
    """The call's keywords that give no state and ask for no draw: `random_state=None`, `solver="lbfgs"`."""
    return frozenset(
        argument.keyword.value
        for argument in node.args
        if argument.keyword is not None
        and isinstance(argument.value, (cst.Name, cst.SimpleString))
        and argument.value.value.strip("\"'") in _SILENT.get(argument.keyword.value, ())
    )


def _may_draw(value: Value) -> bool:
    """Whether one of the estimators, or an estimator in it, was made without a state."""
    estimators = tuple(obj for obj in value if obj.type == "estimator")
    return any("unseeded" in obj.traits for obj in reach(estimators, loosely=False) if obj.type == "estimator")


def draw(m: Machine, node: cst.CSTNode, library: str, *, is_guess: bool = False) -> None:
    """Note that a shared generator of the library gives numbers, and is another one from there on."""
    m.effect(EffectKind.DRAW, library, node, is_guess=is_guess)
    m.write_world(f"random:{library}", node, Via.RANDOM, replaces=False)
