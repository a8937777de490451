"""Untagged cells that do nothing but set things up, and whose seed a step draws from: they join that step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nb2pipe.model.analysis import Analysis, CellFacts, EffectKind, Role, StatementFacts
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.planning.generators import STATE_NAMES
from nb2pipe.planning.state import REPLAYED


def adopt_seeds(analysis: Analysis, given: Mapping[int, Mapping[VarName, int]]) -> Analysis:
    """Give each untagged cell that seeds a generator, and gives steps nothing else, the tag of the first that draws."""
    cells = list(analysis.cells)
    for facts in analysis.cells:
        if facts.role is Role.UNTAGGED and all(_sets_up(facts, statement) for statement in facts.statements):
            takers = {taker: _taken_from(facts.index, given[taker]) for taker in sorted(given)}
            first = next((taker for taker, names in takers.items() if names and taker > facts.index), None)
            if first is not None and all(names <= STATE_NAMES.keys() for names in takers.values()):
                tag = cells[first].tag
                assert tag is not None
                cells[facts.index] = replace(facts, role=Role.STEP, tag=tag, step=tag.kind.value, name=tag.name)
    return replace(analysis, cells=tuple(cells)) if cells != list(analysis.cells) else analysis


def _taken_from(cell: int, given: Mapping[VarName, int]) -> set[VarName]:
    return {name for name, producer in given.items() if producer == cell}


def _sets_up(facts: CellFacts, statement: StatementFacts) -> bool:
    if statement.is_import or statement.alternatives or statement.defines or statement.is_constant:
        return True
    kinds = {effect.kind for effect in facts.effects if effect.statement == statement.index}
    is_setting = bool(kinds & {EffectKind.SEED, *REPLAYED}) and all(is_pseudo(name) for name in statement.writes)
    return is_setting or statement.is_display or statement.is_noise
