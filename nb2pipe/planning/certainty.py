"""Statements of a cell -> whether they use a name on every path."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.free_names import free_names


def surely_reads(facts: CellFacts, name: VarName) -> bool:
    """Whether the cell fails if the name is not bound: a simple statement, or what a block begins with, uses it."""
    return any(name in free_names(_always_run(s.node)).early for s in facts.statements if name in s.reads)


def _always_run(node: cst.CSTNode) -> list[cst.CSTNode]:
    match node:
        case cst.SimpleStatementLine():
            return [node]
        case cst.If() | cst.While():
            return [node.test]
        case cst.For():
            return [node.iter]
        case cst.With():
            return [*node.items, node.body]
        case cst.Match():
            return [node.subject]
    return []
