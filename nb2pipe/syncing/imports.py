"""Imports that somebody added to a module -> the cell that takes them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Sequence

from nb2pipe.syncing.blocks import FRAME, BlockEdits, HandEdit
from nb2pipe.syncing.units import Unit
from nb2pipe.syntax.statements import SourceText

#: `module`, `member` or nothing, `alias` or nothing, leading dots.
Imported = tuple[str, str | None, str | None, int]


def imports_in(body: Iterable[ast.stmt]) -> dict[Imported, ast.stmt]:
    """What the imports at the top of a block bind, and the statements that do."""
    found: dict[Imported, ast.stmt] = {}
    for node in body:
        if isinstance(node, ast.Import):
            found |= {(alias.name, None, alias.asname, 0): node for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            found |= {(node.module or "", alias.name, alias.asname, node.level): node for alias in node.names}
    return found


def import_text(imported: Imported) -> str:
    """The statement that imports it."""
    module, member, alias, level = imported
    renamed = f" as {alias}" if alias else ""
    return f"import {module}{renamed}" if member is None else f"from {'.' * level}{module} import {member}{renamed}"


def is_import(node: ast.stmt) -> bool:
    """Whether the statement imports, also where only a type checker sees it."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id.endswith("TYPE_CHECKING"):
        return True
    return isinstance(node, (ast.Import, ast.ImportFrom))


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
