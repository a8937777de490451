"""Definitions in a step's cells that others take along, and that the step itself neither uses nor hands on."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.analysis import StatementFacts
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import only_part
from nb2pipe.syntax.scopes import parameter_nodes
from nb2pipe.syntax.walk import walk


def unused_definitions(shop: Workshop, segment: Segment) -> frozenset[tuple[int, int]]:
    """Cells and statements of definitions that no other code of the step needs, itself or through others."""
    waiting: dict[tuple[int, int], StatementFacts] = {}
    used: set[str] = set()
    for cell in segment.cells:
        for statement in shop.analysis.cells[cell].statements:
            if _may_go(shop, segment, cell, statement):
                waiting[cell, statement.index] = statement
            elif statement.defines not in offered(shop, cell):
                used |= free_names([statement.node]).all
    while taken := [key for key, statement in waiting.items() if statement.defines in used]:
        for key in taken:
            used |= free_names([waiting.pop(key).node]).all
    return frozenset(waiting)


def offered(shop: Workshop, cell: int) -> set[str]:
    """Functions of a cell that stand in a module and are handed the variables that they look up."""
    return {offer.function.name for offer in shop.offers.of_cell(cell)}


def _may_go(shop: Workshop, segment: Segment, cell: int, statement: StatementFacts) -> bool:
    defined = shop.definitions.at(statement.defines, cell) if statement.defines else None
    if defined is None or not defined.is_pure or not _runs_nothing(statement.node):
        return False
    return not any(other != cell and statement.defines in shop.needs[other].definitions for other in segment.cells)


def _runs_nothing(node: cst.BaseStatement) -> bool:
    """Whether defining it calls nothing that a definition may be there for."""
    if isinstance(node, cst.ClassDef):
        return not node.decorators and not node.keywords
    function = _lambda_of(node) or node
    if not isinstance(function, (cst.Lambda, cst.FunctionDef)):
        return False
    if isinstance(function, cst.FunctionDef) and function.decorators:
        return False
    defaults = [each.default for each in parameter_nodes(function.params) if each.default is not None]
    return not any(isinstance(part, cst.Call) for default in defaults for part in walk(default))


def _lambda_of(node: cst.BaseStatement) -> cst.Lambda | None:
    """The lambda of `name = lambda …`."""
    small = only_part(node)
    return small.value if isinstance(small, cst.Assign) and isinstance(small.value, cst.Lambda) else None
