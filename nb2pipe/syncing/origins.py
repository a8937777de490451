"""The modules of a package and the cells of some notebook -> whether the one was made from the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nb2pipe.model.manifest import Manifest
from nb2pipe.syncing.promoted import promoted_in, without_promoted
from nb2pipe.syncing.units import CodeCell, all_units
from nb2pipe.syntax.statements import Function, body_of, read_source_text


def statements_in_cells(manifest: Manifest, modules: Mapping[str, str], cells: Sequence[CodeCell]) -> tuple[int, int]:
    """How many statements of the steps some cell has as well, and how many there are, results left out."""
    units = all_units(cells)
    in_cells = {each.meaning for unit in units for each in unit.statements}
    promoted = promoted_in(manifest, units)
    steps = {step.function.rpartition(":")[2] for step in manifest.steps}
    found = [
        statement.meaning in in_cells
        for module in modules.values()
        if (source := read_source_text(without_promoted(module, promoted))) is not None
        for node in source.tree.body
        if isinstance(node, Function) and node.name in steps
        for statement in body_of(source, node)[:-1]
    ]
    return sum(found), len(found)
