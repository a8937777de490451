"""Helpers of functions that serve steps give away -> functions of the module, which are handed what they look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Definition, Import
from nb2pipe.planning.defined import Defined, is_same_code
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.lambdas import function_in
from nb2pipe.planning.lifting import lifted, offered_definition
from nb2pipe.planning.offers import Offer
from nb2pipe.syntax.calling import PARTIAL, with_arguments
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import on_own_line


def offered_definitions(offer: Offer, definitions: Definitions) -> tuple[Definition, ...]:
    """The function and its helpers side by side, or all in one where the helpers can only stand inside of it."""
    apart = _apart(offer, definitions) if offer.helpers else None
    if apart is None:
        return (offered_definition(offer, definitions),)
    takes, nodes = apart
    own = lifted(nodes[offer.function.name], offer.bound, computed=offer.defaults)
    function = _definition(offer.function, own, (), nodes.keys(), offer, definitions)
    helpers = [
        _definition(
            each, lifted(nodes[each.name], takes[each.name]), takes[each.name], nodes.keys(), offer, definitions
        )
        for each in offer.helpers
    ]
    return (*helpers, function)


def _apart(
    offer: Offer, definitions: Definitions
) -> tuple[Mapping[VarName, tuple[VarName, ...]], Mapping[VarName, cst.FunctionDef]] | None:
    """What each helper is handed, and all functions with other calls; None if that could mean something else."""
    nodes: dict[VarName, cst.FunctionDef] = {}
    for each in (offer.function, *offer.helpers):
        node = function_in(on_own_line(each.node))
        if node is None or len(definitions.defined[each.name]) > 1:
            return None
        nodes[each.name] = node
    takes = _taken(offer)
    for helper in offer.helpers:
        node = nodes[helper.name]
        if node.decorators or node.asynchronous is not None or node.params.star_kwarg is not None:
            return None
        for name, function in tuple(nodes.items()):
            changed = with_arguments(function, helper.name, takes[helper.name])
            if not isinstance(changed, cst.FunctionDef):
                return None
            nodes[name] = changed
    is_partial = any(PARTIAL in free_names([node]).all for node in nodes.values())
    return None if is_partial else (takes, nodes)


def _taken(offer: Offer) -> dict[VarName, tuple[VarName, ...]]:
    """The variables that each helper looks up, and those that the helpers look up which it calls."""
    free = {each.name: each.free.all - {each.name} for each in offer.helpers}
    found = {name: {each for each in offer.bound if each in names} for name, names in free.items()}
    while True:
        wider = {name: found[name].union(*(found[other] for other in found if other in free[name])) for name in found}
        if wider == found:
            return {name: tuple(sorted(names)) for name, names in found.items()}
        found = wider


def _definition(
    own: Defined,
    statement: cst.BaseStatement,
    takes: tuple[VarName, ...],
    together: Iterable[VarName],
    offer: Offer,
    definitions: Definitions,
) -> Definition:
    needed, imports = definitions.needs_of(own.name)
    apart = {*offer.values} - {*together}
    needs = tuple(name for name in needed if name not in apart)
    return Definition(own.name, statement, own.cell, needs, _sorted(imports), takes, place=own.statement)


def _sorted(imports: Iterable[Import]) -> tuple[Import, ...]:
    return tuple(sorted({*imports}, key=lambda item: (item.module, item.binds)))


def is_same_function(one: Definition, other: Definition) -> bool:
    """Whether both are one function of the notebook that is handed the same."""
    return one.takes == other.takes and is_same_code([one.statement, other.statement])
