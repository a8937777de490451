"""The modules of a package and the cells of some notebook -> how much of the one stands in the other."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nb2pipe.model.manifest import Manifest
from nb2pipe.syncing.handed import handed_in, without_handed
from nb2pipe.syncing.promoted import promoted_in, without_promoted
from nb2pipe.syncing.shown import shows_in, with_shows
from nb2pipe.syncing.units import CodeCell, all_units
from nb2pipe.syntax.statements import Function, body_of, read_source_text


@dataclass(frozen=True, slots=True)
class Resemblance:
    """What a package and a notebook have in common."""

    #: Statements of the steps, results left out, and those of them that some cell has.
    statements: int
    common_statements: int
    #: Outputs of the steps, and those of them that some cell binds.
    outputs: int
    common_outputs: int


def resemblance_of(manifest: Manifest, modules: Mapping[str, str], cells: Sequence[CodeCell]) -> Resemblance:
    """Compare the modules as they were exported with the cells."""
    units = all_units(cells)
    statements = [each for unit in units for each in unit.statements]
    meanings = {each.meaning for each in statements}
    nodes = (node for each in statements for node in ast.walk(each.node))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    found = [meaning in meanings for meaning in _meanings_of_steps(manifest, _as_in_cells(manifest, modules, cells))]
    outputs = {output for step in manifest.steps for output in step.outputs}
    return Resemblance(len(found), sum(found), len(outputs), len(outputs & bound))


def _as_in_cells(manifest: Manifest, modules: Mapping[str, str], cells: Sequence[CodeCell]) -> list[str]:
    units = all_units(cells)
    promoted = promoted_in(manifest, units)
    plain = [without_promoted(text, promoted) for text in modules.values()]
    handed, shows = handed_in(plain, cells), shows_in(plain, units)
    return [without_handed(with_shows(text, shows), handed).text for text in plain]


def _meanings_of_steps(manifest: Manifest, modules: Sequence[str]) -> list[str]:
    steps = {step.function.rpartition(":")[2] for step in manifest.steps}
    return [
        statement.meaning
        for module in modules
        if (source := read_source_text(module)) is not None
        for node in source.tree.body
        if isinstance(node, Function) and node.name in steps
        for statement in body_of(source, node)[:-1]
    ]
