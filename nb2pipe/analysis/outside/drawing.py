"""Calls that draw random numbers from a generator that the whole process shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst

from nb2pipe.analysis.knowledge.careful_libraries import PURE_LIBRARIES
from nb2pipe.analysis.knowledge.global_generators import DRAWING_MODULES, NOT_DRAWING, draws_from_torch
from nb2pipe.analysis.knowledge.random_state import (
    ADVANCING_CLASSES,
    ADVANCING_FUNCTIONS,
    DRAWING_CLASSES,
    DRAWING_FUNCTIONS,
    DRAWING_IF_ASKED,
    DRAWING_INSTANCES,
    DRAWS_IF_GIVEN,
    DRAWS_OF_OTHERS,
    FITTING,
    NETWORKX_DRAWS,
    NETWORKX_LAYS_OUT,
    SEARCHING,
)
from nb2pipe.analysis.knowledge.tensors import RANDOM_FILLS
from nb2pipe.analysis.state.heap import reach
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.tensors import is_tensor
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.arguments import keywords_of, says

#: Keywords that give a call a generator of its own.
_STATES = ("random_state", "seed", "rng")
#: Keyword -> values with which it gives no state, or with which nothing is drawn.
_SILENT: dict[str, tuple[str, ...]] = {
    "random_state": ("None",),
    "seed": ("None",),
    "rng": ("None",),
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
    elif (
        draws_from_torch(module, last)
        and "generator" not in {keyword for _, keyword in arguments}
        and not says(node, "training", "False")
    ):
        draw(m, node, "torch")
    elif drawn := _drawn_for_want_of_state(node, name, arguments):
        draw(m, node, drawn, is_guess=has_hidden_keywords(arguments))
    elif name.startswith("sklearn."):
        _advance_by_function(m, node, last, arguments)
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
    if method in RANDOM_FILLS and "generator" not in keywords_of(node) and any(map(is_tensor, receiver)):
        draw(m, node, "torch")
    traits = _traits(receiver)
    drawn = _drawn_by_instances(receiver, method)
    if drawn and not _has_state(node, arguments):
        draw(m, node, drawn)
    if method == "rvs":
        draws = "instance" not in types and not _has_state(node, arguments)
    elif method == "sample" and types & {"DataFrame", "Series", "pandas"}:
        draws = not _has_state(node, arguments)
    else:
        draws = method in FITTING and "unseeded" in traits
    if draws:
        is_own = method in FITTING and "perhaps-seeded" in traits
        draw(m, node, "numpy", is_guess=is_own or has_hidden_keywords(arguments))
    elif method in FITTING and "advances" in traits:
        _advance(m, node)


def _drawn_by_instances(receiver: Value, method: str) -> str:
    """The library from whose generator the method of one of the objects draws; empty if none does."""
    for beginning, (library, methods) in DRAWING_INSTANCES.items():
        if method in methods and any(obj.name.startswith(beginning) for obj in receiver):
            return library
    return ""


def is_unseeded(node: cst.Call, name: str, arguments: Sequence[Argument]) -> bool:
    """Whether an estimator or splitter that the call makes draws from the shared generator when it is used."""
    last, given = name.rpartition(".")[2], _telling_keywords(node, arguments)
    if not given.isdisjoint(_STATES):
        return False
    if last in ("KFold", "StratifiedKFold", "StratifiedGroupKFold"):
        return "shuffle" in given
    if last not in DRAWING_CLASSES:
        return False
    return last not in DRAWING_IF_ASKED or bool(given & {"solver", "svd_solver", "selection", "probability", "shuffle"})


def has_hidden_keywords(arguments: Sequence[Argument]) -> bool:
    """Whether a seed may be among keywords that the code does not show: `KMeans(**settings)`."""
    return any(keyword == "**" for _, keyword in arguments)


def advances(node: cst.Call, name: str, arguments: Sequence[Argument]) -> bool:
    """Whether an estimator that the call makes moves the shared generator on when it is fitted, to no other end."""
    return name.rpartition(".")[2] in ADVANCING_CLASSES and _telling_keywords(node, arguments).isdisjoint(_STATES)


def _drawn_for_want_of_state(node: cst.Call, name: str, arguments: Sequence[Argument]) -> str:
    """The library from whose generator a function draws, since it is given none; empty if it draws from none."""
    library = _drawn_by_default(node, name, arguments)
    return library if library and not _has_state(node, arguments) else ""


def _drawn_by_default(node: cst.Call, name: str, arguments: Sequence[Argument]) -> str:
    root, last = name.partition(".")[0], name.rpartition(".")[2]
    given = {keyword for _, keyword in arguments}
    if name in DRAWS_IF_GIVEN:
        return "numpy" if given.intersection(DRAWS_IF_GIVEN[name]) else ""
    if root == "scipy" and name.startswith("scipy.stats.") and last == "rvs":
        return "numpy"
    if root == "networkx":
        if last in NETWORKX_LAYS_OUT:
            return "" if "pos" in given or len(arguments) > 1 else "numpy"
        return next((library for library, names in NETWORKX_DRAWS.items() if last in names), "")
    if root == "sklearn":
        if last in SEARCHING:
            return "numpy" if any("unseeded" in _traits(value) for value, _ in arguments) else ""
        return "numpy" if last in DRAWING_FUNCTIONS and not says(node, "shuffle", "False") else ""
    return DRAWS_OF_OTHERS.get(name, "")


def _advance_by_function(m: Machine, node: cst.Call, last: str, arguments: Sequence[Argument]) -> None:
    fits = last in SEARCHING and any("advances" in _traits(value) for value, _ in arguments)
    if fits or (last in ADVANCING_FUNCTIONS and not _has_state(node, arguments)):
        _advance(m, node)


def _has_state(node: cst.Call, arguments: Iterable[Argument]) -> bool:
    """Whether the call has a generator of its own: `None` and the module itself stand for the shared one."""
    silent = _silent_keywords(node)
    return any(
        keyword in _STATES and keyword not in silent and not any(obj.name == "numpy.random" for obj in value)
        for value, keyword in arguments
    )


def _silent_keywords(node: cst.Call) -> frozenset[str]:
    """The call's keywords by which nobody draws otherwise: `random_state=None`, `shuffle=False`, `solver="lbfgs"`."""
    return frozenset(
        argument.keyword.value
        for argument in node.args
        if argument.keyword is not None
        and isinstance(argument.value, (cst.Name, cst.SimpleString))
        and argument.value.value.strip("\"'") in _SILENT.get(argument.keyword.value, ())
    )


def _telling_keywords(node: cst.Call, arguments: Sequence[Argument]) -> frozenset[str]:
    """The keywords that a call is given, by a `partial` or `**settings` too, but for those."""
    return frozenset(keyword for _, keyword in arguments if keyword is not None) - _silent_keywords(node)


def _traits(value: Value) -> frozenset[str]:
    """The traits of the estimators, and of all estimators in them."""
    estimators = tuple(obj for obj in value if obj.type == "estimator")
    return frozenset().union(*(obj.traits for obj in reach(estimators, loosely=False) if obj.type == "estimator"))


def draw(m: Machine, node: cst.CSTNode, library: str, *, is_guess: bool = False) -> None:
    """Note that a shared generator of the library gives numbers, and is another one from there on."""
    m.effect(EffectKind.DRAW, library, node, is_guess=is_guess)
    m.write_world(f"random:{library}", node, Via.RANDOM, replaces=False)


def _advance(m: Machine, node: cst.CSTNode) -> None:
    m.effect(EffectKind.ADVANCE, "numpy", node)
    m.write_world("random:numpy", node, Via.RANDOM, replaces=False)
