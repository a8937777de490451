"""Step -> the statements of its function's body, as the notebook has them, and the names in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import libcst as cst

from nb2pipe.emitters.habits import Habits, at_home, close_figures, habits_of
from nb2pipe.emitters.imports import plain_import
from nb2pipe.emitters.nesting import without_top_level_global
from nb2pipe.emitters.nodes import line, with_blank_before
from nb2pipe.emitters.scopes import BodyScope, body_scope
from nb2pipe.model.plan import Fragment, Import, Input, Parameter, Step


@dataclass(frozen=True, slots=True)
class Body:
    """The statements of a step, not yet fitted into a function."""

    step: Step
    statements: tuple[cst.BaseStatement, ...]
    scope: BodyScope
    #: Comments below the last statement.
    trailing: tuple[cst.EmptyLine, ...]
    #: The step's imports, and pyplot where figures are closed without it.
    imports: tuple[Import, ...]


def body_of(step: Step) -> Body:
    """Join preamble and fragments, a paragraph each; close the figures that the notebook closes."""
    fragments = [Fragment(cell=step.cells[0] if step.cells else -1, statements=step.preamble), *step.body]
    fragments = [replace(each, statements=tuple(without_top_level_global(each.statements))) for each in fragments]
    raw = [statement for fragment in fragments for statement in fragment.statements]
    scope = body_scope(raw, [each.name for each in arguments_of(step)])
    imports, habits = _with_pyplot(step, fragments, scope)

    statements: list[cst.BaseStatement] = []
    pending: tuple[cst.EmptyLine, ...] = ()
    for fragment in fragments:
        paragraph = _paragraph(fragment, habits)
        if paragraph:
            statements += [_with_comments_above(paragraph[0], pending), *paragraph[1:]]
            pending = ()
        pending += fragment.trailing
    return Body(step, tuple(statements), scope, pending, imports)


def arguments_of(step: Step) -> tuple[Input | Parameter, ...]:
    """The arguments of the step's function, in order."""
    return (*step.inputs, *step.parameters)


def _with_pyplot(step: Step, fragments: Sequence[Fragment], scope: BodyScope) -> tuple[tuple[Import, ...], Habits]:
    habits = habits_of(step.imports, hidden=scope.bound)
    if habits.closer or not (habits.show or any(each.closes_figures for each in fragments)):
        return step.imports, habits
    for imported in (each for definition in step.definitions for each in definition.imports):
        closer = habits_of([imported], hidden=scope.bound).closer
        if closer:
            return (*step.imports, imported), replace(habits, closer=closer)
    alias = "plt"
    while alias in scope.bound | {each.binds for each in step.imports}:
        alias = f"_{alias}"
    return (*step.imports, plain_import("matplotlib.pyplot", alias=alias)), replace(habits, closer=alias)


def _paragraph(fragment: Fragment, habits: Habits) -> list[cst.BaseStatement]:
    statements = [new for each in fragment.statements for new in at_home(each, habits)]
    if fragment.closes_figures and not (statements and _closes_figures(statements[-1], habits)):
        statements.append(line(close_figures(habits.closer)))
    return [with_blank_before(statements[0]), *statements[1:]] if statements else []


def _closes_figures(statement: cst.BaseStatement, habits: Habits) -> bool:
    closing = line(close_figures(habits.closer))
    return isinstance(statement, cst.SimpleStatementLine) and statement.body[-1].deep_equals(closing.body[0])


def _with_comments_above(statement: cst.BaseStatement, comments: Sequence[cst.EmptyLine]) -> cst.BaseStatement:
    leading: Sequence[cst.EmptyLine] = getattr(statement, "leading_lines", ())
    return with_blank_before(statement.with_changes(leading_lines=[*comments, *leading])) if comments else statement
