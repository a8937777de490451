"""Functions and classes that somebody has written into a step's module -> the cell of the step that uses them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from nb2pipe.syncing.blocks import BlockEdits, HandEdit
from nb2pipe.syncing.units import Unit
from nb2pipe.syntax.imported_names import is_import
from nb2pipe.syntax.statements import Function, Named, Statement, read_source_text, top_level_of


def with_new_definitions(
    found: BlockEdits,
    steps: Iterable[tuple[Function, list[Unit]]],
    *,
    units: Iterable[Unit],
    skipped: Collection[HandEdit],
) -> BlockEdits:
    """What was found at a module's top level, with a cell for definitions that stand beside nothing that has one.

    `steps` are the module's, with the units of their cells; what any of the notebook's `units` defines is not new.
    """
    known = {each.node.name for unit in units for each in unit.statements if isinstance(each.node, Named)}
    homes = [(_names(function), home) for function, units in steps if (home := _first_statement(units)) is not None]
    edits: list[HandEdit] = []
    definitions: list[tuple[Unit, str]] = []
    for edit in found.edits:
        new = _definitions(edit.after) if edit.cell is None and not edit.before and homes else []
        names = {each.node.name for each in new if isinstance(each.node, Named)}
        if not new or len(names) < len(new) or names & known:
            edits.append(edit)
            continue
        home = next((home for used, home in homes if used & names), homes[0][1])
        edits.append(replace(edit, cell=home.cell, reason=""))
        if edits[-1] not in skipped:
            definitions.append((home, "\n\n".join(each.text for each in new)))
    return replace(found, edits=tuple(edits), definitions=tuple(definitions))


def _definitions(text: str) -> list[Statement]:
    source = read_source_text(text)
    return [] if source is None else top_level_of(source)


def _names(function: Function) -> set[str]:
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}


def _first_statement(units: Sequence[Unit]) -> Unit | None:
    """Where a definition can stand above: below the imports of its cell."""
    return next((unit for unit in units if unit.is_plain and not is_import(unit.statements[0].node)), None)
