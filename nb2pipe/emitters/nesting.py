"""Statements of a step -> the same statements at home in a function: `global`, and class bodies that rebind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from nb2pipe.emitters.class_bodies import with_outer_reads
from nb2pipe.emitters.nodes import module_of, statements_of
from nb2pipe.emitters.scopes import BodyScope
from nb2pipe.errors import Refused
from nb2pipe.model.findings import WHOLE_CELL, Finding, Severity
from nb2pipe.model.ids import RuleCode


@dataclass(frozen=True, slots=True)
class Place:
    """For messages: where a body comes from."""

    notebook: str
    #: The first cell of the step.
    cell: int


def in_function(
    statements: Sequence[cst.BaseStatement], scope: BodyScope, *, module_names: frozenset[str], place: Place
) -> list[cst.BaseStatement]:
    """Rewrite what means something else inside a function; raise Refused where that can't be done.

    A function that changes one of `module_names` keeps saying `global`.
    """
    moved = variables_through_global(scope, module_names)
    if clashing := sorted(scope.hidden_globals & moved):
        raise _refused(place, f"a function has its own `{clashing[0]}` around one that says `global {clashing[0]}`")
    try:
        readable = with_outer_reads(statements, replace(scope, bound=scope.bound | moved))
    except NotImplementedError as error:
        raise _refused(place, str(error)) from None
    return statements_of(module_of(readable).visit(_GlobalToNonlocal(moved))) if moved else readable


def variables_through_global(scope: BodyScope, module_names: frozenset[str]) -> frozenset[str]:
    """Names that functions in the body assign through `global` and that are variables of the step."""
    return scope.declared_global - (module_names - scope.bound)


def without_top_level_global(statements: Sequence[cst.BaseStatement]) -> list[cst.BaseStatement]:
    """Drop `global` outside of functions and classes, where it says nothing."""
    module = module_of(statements)
    return statements_of(module.visit(_WithoutGlobal())) if "global" in module.code else list(statements)


class _WithoutGlobal(cst.CSTTransformer):
    """Leaves functions and classes as they are."""

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        return False

    def leave_Global(self, original_node: cst.Global, updated_node: cst.Global) -> cst.RemovalSentinel:
        return cst.RemoveFromParent()

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        return updated_node if updated_node.body else cst.RemoveFromParent()


class _GlobalToNonlocal(cst.CSTTransformer):
    """`global a, b` -> `nonlocal a, b`, for variables of the step; others stay global."""

    def __init__(self, variables: Collection[str]) -> None:
        super().__init__()
        self._variables = variables

    def leave_Global(
        self, original_node: cst.Global, updated_node: cst.Global
    ) -> cst.BaseSmallStatement | cst.FlattenSentinel[cst.BaseSmallStatement]:
        names = [item.name.value for item in updated_node.names]
        moved = [cst.NameItem(cst.Name(name)) for name in names if name in self._variables]
        kept = [cst.NameItem(cst.Name(name)) for name in names if name not in self._variables]
        statements: list[cst.BaseSmallStatement] = [cst.Nonlocal(moved)] if moved else []
        statements += [cst.Global(kept)] if kept else []
        return cst.FlattenSentinel(statements)


def _refused(place: Place, message: str) -> Refused:
    finding = Finding(
        code=RuleCode("NB191"),
        name="no-place-in-function",
        severity=Severity.ERROR,
        cell=place.cell,
        span=WHOLE_CELL,
        message=message,
        hint="give the two variables different names",
        blocks_export=True,
    )
    return Refused(place.notebook, (finding,))
