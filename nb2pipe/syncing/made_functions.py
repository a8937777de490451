"""Functions of a package that no cell has as they are -> the units of the cells from which they were made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nb2pipe.syncing.blocks import match_anywhere, match_in_order
from nb2pipe.syncing.units import CodeCell, Unit, units_of_body
from nb2pipe.syntax.statements import Function, SourceText, Statement, body_of, statements_of


def lifted_functions(
    old: SourceText, functions: Mapping[str, Function], cells: Sequence[CodeCell], every: Sequence[Unit]
) -> dict[str, list[Unit]]:
    """Functions that take what the cell's function reads as variables -> the units of the cell's function."""
    found = {}
    for name, function in functions.items():
        bodies = [units for cell in cells if (units := units_of_body(cell, name))]
        is_as_in_cell = match_anywhere([_statement(old, function)], every)
        if len(bodies) == 1 and not is_as_in_cell and _has_body(body_of(old, function), bodies[0]):
            found[name] = bodies[0]
    return found


def gathered_functions(
    old: SourceText, functions: Mapping[str, Function], units: Sequence[Unit]
) -> dict[str, list[Unit]]:
    """Functions that no cell defines, of statements that cells have at their top level -> these units in order."""
    defined = {getattr(each.node, "name", "") for unit in units for each in unit.statements}
    found = {}
    for name in functions.keys() - defined:
        body = body_of(old, functions[name])
        origin = match_in_order(body, units)
        if body and len(origin) == len(body):
            found[name] = list(dict.fromkeys(origin.values()))
    return found


def _statement(source: SourceText, function: Function) -> Statement:
    return statements_of(source, [function], after=function.lineno - 1)[0]


def _has_body(body: Sequence[Statement], units: Sequence[Unit]) -> bool:
    """Whether the body is that of the cell's function, below functions that the export has put there."""
    meanings = [statement.meaning for unit in units for statement in unit.statements]
    above = body[: len(body) - len(meanings)]
    return [each.meaning for each in body[len(above) :]] == meanings and all(
        isinstance(each.node, Function) for each in above
    )
