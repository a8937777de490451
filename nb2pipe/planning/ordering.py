"""The order in which a notebook makes its values: that of arguments and results."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.analysis import Analysis
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.syntax.walk import walk


def order_of(analysis: Analysis, name: VarName, cell: int) -> tuple[bool, int, int, int, VarName]:
    """A key by which values sort as the code makes them, states of generators last."""
    facts = analysis.cells[cell]
    write = facts.writes.get(name)
    statement = write.statement if write is not None else -1
    place = -1
    if 0 <= statement < len(facts.statements):
        names = [node.value for node in walk(facts.statements[statement].node) if isinstance(node, cst.Name)]
        place = names.index(name) if name in names else -1
    return is_pseudo(name), cell, statement, place, name
