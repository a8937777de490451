"""Statements of a parameters cell that are more than a parameter's value: what they compute would be lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import INJECTED_TAG
from nb2pipe.model.plan import Parameter
from nb2pipe.planning.defined import BUILTINS
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.notices import blocking
from nb2pipe.planning.parameter_effects import effects_of_parameters, outside_names
from nb2pipe.planning.parameter_state import why_not_at_start
from nb2pipe.planning.parameters import assigned_names, parameters_of
from nb2pipe.planning.state import Setting
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.locate import span_of

_HINT = "Give every parameter one plain value here, and compute in a cell of a step."
_INJECTED_HINT = (
    "papermill puts this cell below the parameters and computes none of them anew: delete it, "
    "or compute what depends on parameters in a cell of a step."
)


def computed_parameters(
    parsed: ParsedNotebook, analysis: Analysis, definitions: Definitions, settings: Sequence[Setting]
) -> Iterator[Finding]:
    """One finding for each statement that no field of `Parameters` can stand for."""
    parameters = {each.name: each for each in parameters_of(parsed, analysis, definitions)}
    wanted = {name for facts in analysis.cells for name in facts.reads if not is_pseudo(name)} | parameters.keys()
    read: set[str] = set()
    bound: set[str] = set()
    for facts in analysis.cells:
        if facts.role is not Role.PARAMETERS:
            read |= _parameters_read(analysis, facts)
            continue
        for statement in facts.statements:
            reason, hint = _reason(facts, statement, parameters, read, bound, wanted, definitions), _HINT
            reason = reason or why_not_at_start(analysis, facts, statement)
            if reason and INJECTED_TAG in parsed.cells[facts.index].cell.tags:
                hint = _INJECTED_HINT
            if reason:
                span = span_of(parsed.cells[facts.index], statement.node)
                yield blocking("NB605", "tag-contradicts-cell", facts.index, reason, hint, span)
            read |= free_names([statement.node]).all
            bound |= {*assigned_names(statement.node)}
    first_step = min((facts.index for facts in analysis.cells if facts.role is Role.STEP), default=-1)
    known = parameters.keys() | BUILTINS
    for facts, statement in effects_of_parameters(analysis, settings):
        acts = any(effect.statement == statement.index for effect in facts.effects)
        reason = _why_not_first(statement, known, definitions, is_late=acts and first_step < facts.index)
        if reason and not _changed(facts, statement) & wanted:
            span = span_of(parsed.cells[facts.index], statement.node)
            yield blocking("NB605", "tag-contradicts-cell", facts.index, reason, _HINT, span)


def _parameters_read(analysis: Analysis, facts: CellFacts) -> set[str]:
    """The values of parameters cells that another cell uses."""
    producers = {name: read.producer for name, read in facts.reads.items() if facts.role is not Role.SKIP}
    return {n for n, cell in producers.items() if cell is not None and analysis.cells[cell].role is Role.PARAMETERS}


def _reason(
    facts: CellFacts,
    statement: StatementFacts,
    parameters: dict[VarName, Parameter],
    read: set[str],
    bound: set[str],
    wanted: set[VarName],
    definitions: Definitions,
) -> str:
    if statement.is_import or statement.is_display or statement.is_noise or statement.defines:
        return ""
    assigned = assigned_names(statement.node)
    others = sorted(name for name in _changed(facts, statement) - {*assigned} if name in wanted)
    if others:
        return f"a parameters cell holds plain values; what this makes of `{others[0]}` would be lost"
    twice = [name for name in assigned if name in read or (name in bound and name in free_names([statement.node]).all)]
    if twice:
        return f"`{twice[0]}` is given a second value here, and the first one is used: a parameter has one"
    for name in assigned:
        for other in sorted(_free(parameters, name)):
            if other not in parameters and other not in BUILTINS and not definitions.is_stable_import(other):
                return f"the value of `{name}` needs `{other}`, which is neither a parameter nor an import"
    return ""


def _why_not_first(
    statement: StatementFacts, known: AbstractSet[str], definitions: Definitions, *, is_late: bool
) -> str:
    """Why the first step cannot begin with what the statement does; empty if it can."""
    if is_late:
        return "a parameters cell below a step holds plain values; what this does would happen above that step"
    for name in sorted(outside_names(statement) - known):
        is_closed = name in definitions.defined and definitions.is_closed(name)
        if not (definitions.is_stable_import(name) or is_closed):
            return f"a parameters cell holds plain values; what this does needs `{name}`, which the first step lacks"
    return ""


def _free(parameters: dict[VarName, Parameter], name: VarName) -> frozenset[str]:
    return free_names([cst.parse_expression(parameters[name].default)]).all if name in parameters else frozenset()


def _changed(facts: CellFacts, statement: StatementFacts) -> set[VarName]:
    """The variables that the statement binds or changes."""
    return {*statement.writes, *(name for name, write in facts.writes.items() if write.statement == statement.index)}
