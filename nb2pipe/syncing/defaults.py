"""Defaults that somebody changed in `parameters.py` -> the assignments of the parameters cells."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence

from nb2pipe.syncing.blocks import BlockEdits, HandEdit
from nb2pipe.syncing.statements import SourceText
from nb2pipe.syncing.units import Unit

_FOREIGN = "the parameters cells assign it in no such way"


def compare_defaults(
    path: str,
    base: SourceText,
    ours: SourceText,
    units: Sequence[Unit],
    *,
    cells: Collection[int],
    skipped: Collection[HandEdit],
) -> BlockEdits:
    """Bring changed defaults but the skipped ones to the parameters cells, whose indices are in `cells`."""
    before, after = _fields(base), _fields(ours)
    assigned = _assigned([unit for unit in units if unit.cell in cells and unit.is_plain])
    edits: list[HandEdit] = []
    texts: dict[Unit, str] = {}
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is not None and new is not None and ast.dump(old) == ast.dump(new):
            continue
        shown = [f"{name} = {ast.unparse(value)}" if value else "" for value in (old, new)]
        line = new.lineno if new is not None else 1
        unit = assigned.get(name)
        text = _with_value(unit, old, new) if unit and old is not None and new is not None else None
        if unit is None or text is None:
            edits.append(HandEdit(path, line, shown[0], shown[1], reason=_FOREIGN))
            continue
        edits.append(HandEdit(path, line, shown[0], shown[1], cell=unit.cell))
        if edits[-1] not in skipped:
            texts[unit] = text
    return BlockEdits(tuple(edits), texts)


def _fields(source: SourceText) -> dict[str, ast.expr]:
    classes = [node for node in source.tree.body if isinstance(node, ast.ClassDef) and node.name == "Parameters"]
    return {
        node.target.id: node.value
        for each in classes[:1]
        for node in each.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None
    }


def _assigned(units: Sequence[Unit]) -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units:
        node = unit.statements[0].node
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if len(unit.statements) == 1 and isinstance(target, ast.Name):
            found[target.id] = unit
    return found


def _with_value(unit: Unit, old: ast.expr, new: ast.expr) -> str | None:
    """The assignment with another value; None if it does not have the old one."""
    value = getattr(unit.statements[0].node, "value", None)
    if value is None or ast.dump(value) != ast.dump(old):
        return None
    # Lines of the unit begin where the comments above the assignment do; columns count bytes.
    lines = unit.text.split("\n")
    first, last = value.lineno - 1 - unit.start, (value.end_lineno or value.lineno) - 1 - unit.start
    head = lines[first].encode()[: value.col_offset].decode()
    tail = lines[last].encode()[value.end_col_offset :].decode()
    return "\n".join([*lines[:first], f"{head}{ast.unparse(new)}{tail}", *lines[last + 1 :]])
