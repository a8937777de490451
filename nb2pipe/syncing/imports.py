"""Imports that somebody added to a module -> the cell that takes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nb2pipe.syncing.blocks import FRAME, BlockEdits, HandEdit
from nb2pipe.syncing.units import Unit
from nb2pipe.syntax.imported_names import Imported, import_text, imports_in, is_import
from nb2pipe.syntax.statements import SourceText


def last_import(units: Sequence[Unit]) -> Unit | None:
    """The last import of the first cell that has any; None if no cell has."""
    found: Unit | None = None
    for unit in units:
        if unit.is_plain and any(is_import(each.node) for each in unit.statements):
            if found is not None and unit.cell != found.cell:
                break
            found = unit
    return found


def compare_imports(
    path: str,
    old: SourceText,
    new: SourceText,
    units: Sequence[Unit],
    *,
    package: str,
    skipped: Collection[HandEdit],
) -> BlockEdits:
    """Imports that are new go below the notebook's own; one that went would come back with the next export."""
    before, after = imports_in(old.tree.body), imports_in(new.tree.body)
    known = imports_in(statement.node for unit in units for statement in unit.statements)
    added: list[Imported] = [each for each in after if each not in before and each not in known]
    gone = [each for each in before if each not in after]
    edits = [HandEdit(path, 1, import_text(each), "", reason=FRAME) for each in gone]
    home = last_import(units)
    texts: list[str] = []
    for each in added:
        line, text = after[each].lineno, import_text(each)
        if home is None or each[3] or each[0].partition(".")[0] == package:
            edits.append(HandEdit(path, line, "", text, reason=FRAME))
        else:
            edits.append(HandEdit(path, line, "", text, cell=home.cell))
            if edits[-1] not in skipped:
                texts.append(text)
    return BlockEdits(tuple(edits), imports=tuple(texts))
