"""Statements of a parameters cell that give no value but do something: the first step begins with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.ids import VarName
from nb2pipe.planning.parameters import assigned_names
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.state import Setting
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import names_of_block
from nb2pipe.syntax.walk import walk


def effects_of_parameters(
    analysis: Analysis, settings: Sequence[Setting]
) -> Iterator[tuple[CellFacts, StatementFacts]]:
    """Checks of parameters, folders made for results and the like, with the facts of their cells."""
    repeated = {(setting.cell, setting.statement) for setting in settings}
    for facts in analysis.cells:
        if facts.role is not Role.PARAMETERS:
            continue
        for statement in facts.statements:
            is_shown = statement.is_display and not _may_raise(statement)
            says_nothing = statement.is_import or is_shown or statement.is_noise or statement.defines
            if says_nothing or (facts.index, statement.index) in repeated or assigned_names(statement.node):
                continue
            yield facts, statement


def _may_raise(statement: StatementFacts) -> bool:
    """Whether what looks like a value to be shown may be a check: `check(alpha)`."""
    return any(isinstance(node, cst.Call) for node in walk(statement.node))


def outside_names(statement: StatementFacts) -> frozenset[str]:
    """The names that the statement needs from elsewhere."""
    return free_names([statement.node]).all - names_of_block([statement.node]).bound


def hand_parameters(
    first: Segment, analysis: Analysis, settings: Sequence[Setting], parameters: Collection[str]
) -> None:
    """Let the first step take the parameters that the statements need with which it begins."""
    for facts, statement in effects_of_parameters(analysis, settings):
        for name in sorted(outside_names(statement) & set(parameters)):
            first.taken.setdefault(VarName(name), facts.index)
