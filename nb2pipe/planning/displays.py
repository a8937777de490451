"""Expressions of a step's cells that only show something: no statement of the step, but a cell of the run notebook."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.analysis import CellFacts, EffectKind, StatementFacts
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.lines import on_own_line
from nb2pipe.syntax.scopes import free_names
from nb2pipe.syntax.walk import walk

_DRAWING_METHODS = {"plot", "hist", "boxplot"}


@dataclass(frozen=True, slots=True)
class Display:
    """What a cell of a step shows beside what it computes."""

    source: str
    #: Names that the cell still computes with after it has shown them, and all others that it shows.
    changed_after: frozenset[VarName]
    names: frozenset[VarName]


def display_of(parsed: ParsedNotebook, facts: CellFacts) -> Display | None:
    """The statements of a cell that show something, as the source of a cell of their own."""
    module = parsed.cells[facts.index].module
    shown = [s for s in facts.statements if s.is_display and _shows(facts, s)]
    if module is None or not shown:
        return None
    later = {name for s in facts.statements if s.index > shown[0].index for name in s.writes}
    nodes = [on_own_line(s.node).with_changes(leading_lines=_comments(s.node)) for s in shown]
    lines = [module.code_for_node(node).strip("\n") for node in nodes]
    if shown[-1] is not facts.statements[-1] and not lines[-1].rstrip().endswith(";"):
        # Only the last expression of a cell is shown by itself, and this one was not the last.
        lines[-1] += ";"
    names = frozenset(VarName(name) for name in free_names([s.node for s in shown]).all)
    return Display("\n".join(lines), frozenset(later), names)


def _shows(facts: CellFacts, statement: StatementFacts) -> bool:
    if statement is facts.statements[-1]:
        return True
    kinds = {effect.kind for effect in facts.effects if effect.statement == statement.index}
    if kinds & {EffectKind.SHOW, EffectKind.PYPLOT}:
        return True
    return any(isinstance(node, cst.Attribute) and node.attr.value in _DRAWING_METHODS for node in walk(statement.node))


def _comments(node: cst.BaseStatement) -> list[cst.EmptyLine]:
    return [line for line in getattr(node, "leading_lines", ()) if line.comment is not None]
