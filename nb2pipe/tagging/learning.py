"""Loops that adjust a value until it fits: gradient descent, k-means and the like, written by hand."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import walk

_LOOPS = (cst.For, cst.While)
#: Names in loops that learn; a simulation has none of them.
_LEARNING = re.compile(
    r"(?:^|_)d?(?:grads?|gradients?|loss|losses|epochs?|lr|learning_?rate|backprop|centroids?|centers?"
    r"|(?:log_?)?likelihoods?|coefs?|theta|thetas|weights)(?:_|\d|$)",
    re.IGNORECASE,
)
#: How words begin in the names of functions that go on from a value without learning it.
_APPLYING = re.compile(
    r"(?:^|_)(?:predict|forecast|infer|forward|simul|sampl|generat|plot|draw|show|test|evaluat|score)", re.IGNORECASE
)


def learns_in_loop(facts: CellFacts) -> bool:
    """Whether a loop of the cell makes each round's value from the last one's, by way of a loss or the like."""
    return any(_learns(each.node) for each in facts.statements if not each.defines)


def learning_functions(analysis: Analysis) -> frozenset[str]:
    """Functions of the notebook that learn in a loop of their own, or in a function that they call."""
    functions = {
        each.node.name.value: each.node
        for facts in analysis.cells
        for each in facts.statements
        if isinstance(each.node, cst.FunctionDef) and not _gives_more_than_it_learns(each.node)
    }
    found = {name for name, node in functions.items() if _learns(node)}
    calls = (
        {
            name: {called_name(each) for each in walk(node) if isinstance(each, cst.Call)}
            for name, node in functions.items()
        }
        if found
        else {}
    )
    while more := {name for name, called in calls.items() if name not in found and called & found}:
        found |= more
    return frozenset(found)


def _gives_more_than_it_learns(node: cst.FunctionDef) -> bool:
    """Whether it is named for what it does with values, or gives each round's value away."""
    return bool(_APPLYING.search(node.name.value)) or any(isinstance(each, cst.Yield) for each in walk(node))


def _learns(node: cst.CSTNode) -> bool:
    loops = [each for each in walk(node) if isinstance(each, _LOOPS)]
    return any((_feeds_back(loop) or _steps_on(loop)) and any(map(_LEARNING.search, _names(loop))) for loop in loops)


def _names(node: cst.CSTNode) -> set[str]:
    return {each.value for each in walk(node) if isinstance(each, cst.Name)}


def _feeds_back(loop: cst.CSTNode) -> bool:
    """Whether what a round leaves is made of what the one before has left, by way of something else; no mere sum."""
    bindings = list(_bindings(loop))
    bound_so_far, carried = _loop_targets(loop), set[str]()
    for bound, used in bindings:
        carried |= used - bound_so_far
        bound_so_far |= bound
    for at, (bound, used) in enumerate(bindings):
        made_of = bound & carried
        for others, sources in bindings[:at] if made_of else ():
            if made_of & sources and not others & bound:
                made_of |= others
        if (made_of - bound) & used:
            return True
    return False


def _steps_on(loop: cst.CSTNode) -> bool:
    """Whether a function makes a round's value of the last one's and of more: `theta = step(theta, X, y)`."""
    for node in walk(loop):
        match node:
            case cst.Assign(
                targets=[cst.AssignTarget(target=target)],
                value=cst.Call(func=cst.Name(value=name), args=[_, _, *_] as args),
            ) if not hasattr(builtins, name):
                used = {name for arg in args for name in _names(arg.value)}
                if not used.isdisjoint(target_names(target)):
                    return True
    return False


def _loop_targets(loop: cst.CSTNode) -> set[str]:
    return {name for node in walk(loop) if isinstance(node, cst.For) for name in target_names(node.target)}


def _bindings(loop: cst.CSTNode) -> Iterator[tuple[set[str], set[str]]]:
    """What each assignment of the loop binds, and the names that it uses."""
    for node in walk(loop):
        if isinstance(node, cst.Assign):
            yield {str(name) for target in node.targets for name in target_names(target.target)}, _names(node.value)
        elif isinstance(node, cst.AugAssign):
            yield _names(node.target), _names(node.target) | _names(node.value)
