"""Defaults that a function took from a variable which a step binds anew: the step hands the first value on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import libcst as cst

from nb2pipe.model.accesses import BindingKind, Read, Source, Via, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role, StatementFacts
from nb2pipe.model.ids import VarName
from nb2pipe.planning.timeline import Timeline
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import names_of_block, parameter_nodes

#: Types of values that are the same whoever else has them.
_FIXED = frozenset({"int", "float", "str", "bool", "NoneType"})


@dataclass(frozen=True, slots=True)
class _Early:
    """A variable that a function looked up when it was made."""

    home: int
    statement: int
    name: VarName
    #: The cell that made the value, and the first that binds the name anew.
    made_in: int
    bound_in: int
    kept: VarName


def with_early_values(analysis: Analysis) -> Analysis:
    """The same facts, where the step that binds such a name anew keeps its value, and the default is what it kept."""
    cells = list(analysis.cells)
    timeline = Timeline(analysis)
    for early in _early(analysis, timeline):
        cells[early.home] = _with_default(cells[early.home], early)
        cells[early.bound_in] = _keeping(cells[early.bound_in], early, cells[early.made_in])
    return replace(analysis, cells=tuple(cells))


def _early(analysis: Analysis, timeline: Timeline) -> Iterator[_Early]:
    for facts in analysis.cells:
        for statement in facts.statements if facts.role in (Role.UNTAGGED, Role.DEFINITION) else ():
            node = statement.node
            if isinstance(node, cst.FunctionDef) and not node.decorators:
                for name in sorted({VarName(each) for each in _defaults(node)}):
                    made, bound = timeline.value_before(name, facts.index), _bound_anew(timeline, name, facts.index)
                    is_fixed = made is not None and made.write is not None and made.write.type in _FIXED
                    if made is None or bound is None or not is_fixed or name in facts.writes:
                        continue
                    is_given = analysis.cells[made.cell].role in (Role.PARAMETERS, Role.STEP)
                    is_in_step = analysis.cells[bound].role is Role.STEP
                    if is_given and is_in_step and not _is_used_by(analysis, statement.defines, facts.index, bound):
                        kept = _free_name(analysis, f"{name}_before")
                        yield _Early(facts.index, statement.index, name, made.cell, bound, kept)


def _defaults(node: cst.FunctionDef) -> Iterator[str]:
    """Names that are, each alone, a parameter's default."""
    for each in parameter_nodes(node.params):
        if isinstance(each.default, cst.Name):
            yield each.default.value


def _bound_anew(timeline: Timeline, name: VarName, cell: int) -> int | None:
    later = [each for each in timeline.all(name) if each.cell > cell]
    is_bound = bool(later) and later[0].write is not None and later[0].write.kind is WriteKind.BIND
    return later[0].cell if is_bound else None


def _is_used_by(analysis: Analysis, function: str, first: int, last: int) -> bool:
    """Whether a cell uses the function while the variable is still what it was."""
    nodes = (each.node for facts in analysis.cells[first : last + 1] for each in facts.statements)
    return any(function in free_names([node]).all for node in nodes)


def _free_name(analysis: Analysis, name: str) -> VarName:
    nodes = [each.node for facts in analysis.cells for each in facts.statements]
    taken = free_names(nodes).all | names_of_block(nodes).bound
    while name in taken:
        name += "_"
    return VarName(name)


def _with_default(facts: CellFacts, early: _Early) -> CellFacts:
    def changed(statement: StatementFacts) -> StatementFacts:
        if statement.index != early.statement:
            return statement
        node = cst.ensure_type(statement.node, cst.FunctionDef)
        params = node.params.visit(_Defaults(early.name, early.kept))
        return replace(statement, node=node.with_changes(params=params))

    return replace(facts, statements=tuple(map(changed, facts.statements)))


class _Defaults(cst.CSTTransformer):
    """Gives parameters another default for a name."""

    def __init__(self, name: str, kept: str) -> None:
        super().__init__()
        self._name, self._kept = name, kept

    def leave_Param(self, original_node: cst.Param, updated_node: cst.Param) -> cst.Param:  # noqa: ARG002
        default = updated_node.default
        is_meant = isinstance(default, cst.Name) and default.value == self._name
        return updated_node.with_changes(default=cst.Name(self._kept)) if is_meant else updated_node


def _keeping(facts: CellFacts, early: _Early, maker: CellFacts) -> CellFacts:
    """The cell, which begins with `k_before = k`."""
    node = cst.ensure_type(cst.parse_statement(f"{early.kept} = {early.name}"), cst.SimpleStatementLine)
    keeping = StatementFacts(-1, node, frozenset({early.name}), frozenset({early.kept}), is_display=False)
    source = (Source(early.made_in, Via.NAME),)
    read = Read(early.name, -1, None, Via.NAME, early.made_in, source, BindingKind.VALUE)
    write = replace(maker.writes[early.name], name=early.kept, statement=-1, node=None, shares_with=frozenset())
    return replace(
        facts,
        statements=(*facts.statements, keeping),
        reads={early.name: read, **facts.reads},
        writes={**facts.writes, early.kept: write},
    )
