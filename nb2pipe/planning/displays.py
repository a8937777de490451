"""Expressions of a step's cells that only show something: no statement of the step, but a cell of the run notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import libcst as cst
from libcst import matchers

from nb2pipe.model.analysis import CellFacts, Role, StatementFacts
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import on_own_line

#: Cells that belong to no step, and whose code goes where it is used: they may show something as well.
BESIDE = (Role.IMPORT, Role.DEFINITION)
_FIT = matchers.SimpleStatementLine(
    body=[
        matchers.Expr(
            matchers.Call(
                matchers.Attribute(
                    matchers.Name(matchers.SaveMatchedNode(matchers.DoNotCare(), "model")), matchers.Name("fit")
                )
            )
        )
    ]
)


@dataclass(frozen=True, slots=True)
class Display:
    """What a cell of a step shows beside what it computes."""

    source: str
    #: Positions of its statements in the cell.
    statements: tuple[int, ...]
    #: Name that it uses -> the first of its statements that does.
    names: Mapping[VarName, int]
    #: Names that the cell changes between two of its statements that use them.
    torn: frozenset[VarName]
    #: All of it draws, and pyplot closes the figure.
    is_drawing: bool


def display_of(parsed: ParsedNotebook, facts: CellFacts) -> Display | None:
    """The statements of a cell that show something, as the source of a cell of their own."""
    module = parsed.cells[facts.index].module
    shown = shown_statements(facts)
    if module is None or not shown:
        return _fitted(facts)
    nodes = [on_own_line(s.node).with_changes(leading_lines=_comments(s.node)) for s in shown]
    lines = [module.code_for_node(node).strip("\n") for node in nodes]
    if shown[-1] is not facts.statements[-1] and not lines[-1].rstrip().endswith(";"):
        # Only the last expression of a cell is shown by itself, and this one was not the last.
        lines[-1] += ";"
    uses = {VarName(name): _users(shown, name) for s in shown for name in free_names([s.node]).all}
    return Display(
        source="\n".join(lines),
        statements=tuple(s.index for s in shown),
        names={name: users[0] for name, users in uses.items()},
        torn=frozenset(name for name, users in uses.items() if _writes(facts, name, users[0], users[-1])),
        is_drawing=all(draws(facts, s) for s in shown),
    )


def shown_statements(facts: CellFacts) -> list[StatementFacts]:
    """Those that a reader of the notebook sees the result of, and that do nothing else."""
    return [s for s in facts.statements if s.is_display and (s is facts.statements[-1] or _shows(facts, s))]


def _fitted(facts: CellFacts) -> Display | None:
    """`model.fit(X, y)` as a cell's last statement: it stays in the step, and shows the model that it has fitted."""
    last = facts.statements[-1] if facts.statements else None
    found = matchers.extract(last.node, _FIT) if last is not None else None
    if last is None or found is None or _is_silenced(last.node):
        return None
    model = VarName(str(found["model"]))
    write = facts.writes.get(model)
    if write is None or write.type != "estimator":
        return None
    return Display(model, (), {model: last.index + 1}, frozenset(), is_drawing=False)


def _is_silenced(node: cst.CSTNode) -> bool:
    """`…;`: the notebook shows nothing."""
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[-1].semicolon, cst.Semicolon)


def _shows(facts: CellFacts, statement: StatementFacts) -> bool:
    return EffectKind.SHOW in _kinds(facts, statement) or draws(facts, statement)


def draws(facts: CellFacts, statement: StatementFacts) -> bool:
    """Whether the statement draws a figure of pyplot's."""
    return EffectKind.PYPLOT in _kinds(facts, statement)


def _kinds(facts: CellFacts, statement: StatementFacts) -> set[EffectKind]:
    return {effect.kind for effect in facts.effects if effect.statement == statement.index}


def _users(shown: Sequence[StatementFacts], name: str) -> list[int]:
    return [s.index for s in shown if name in free_names([s.node]).all]


def _writes(facts: CellFacts, name: VarName, first: int, last: int) -> bool:
    return any(name in s.writes and first < s.index < last for s in facts.statements)


def _comments(node: cst.BaseStatement) -> list[cst.EmptyLine]:
    return [line for line in getattr(node, "leading_lines", ()) if line.comment is not None]
