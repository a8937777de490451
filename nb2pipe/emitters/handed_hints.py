"""Functions that are handed variables by name -> type hints for these, where the notebook's function has hints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import libcst as cst

from nb2pipe.emitters.bodies import arguments_of
from nb2pipe.model.plan import Definition, PipelinePlan
from nb2pipe.syntax.walk import walk

#: Function -> the variables that it is handed, each with its type as source.
Hints = Mapping[str, Mapping[str, str]]


def handed_hints(plan: PipelinePlan, definitions: Iterable[Definition], *, unnamable: frozenset[str]) -> Hints:
    """What the steps say of the variables; `Any` for a type with a name that cannot stand there."""
    types = _types(plan)
    found: dict[str, Mapping[str, str]] = {}
    for each in definitions:
        names = {*each.takes, *_bound_in_steps(plan, each)}
        if names and isinstance(each.statement, cst.FunctionDef) and _has_hints(each.statement):
            hints = {name: types.get(name, "Any") for name in sorted(names)}
            found[each.name] = {name: "Any" if _names(text) & unnamable else text for name, text in hints.items()}
    return found


def with_hints(statement: cst.BaseStatement, hints: Mapping[str, cst.BaseExpression]) -> cst.BaseStatement:
    """The function with hints for those keyword-only parameters that have none."""
    if not isinstance(statement, cst.FunctionDef):
        return statement
    keywords = [
        each.with_changes(annotation=cst.Annotation(hints[each.name.value].deep_clone()))
        if each.annotation is None and each.name.value in hints
        else each
        for each in statement.params.kwonly_params
    ]
    return statement.with_changes(params=statement.params.with_changes(kwonly_params=keywords))


def _types(plan: PipelinePlan) -> dict[str, str]:
    """The types of variables, as far as all steps agree on them."""
    known: dict[str, set[str]] = {}
    for step in plan.steps:
        for each in (*arguments_of(step), *step.outputs):
            known.setdefault(each.name, set()).add(each.annotation)
    return {name: found.pop() for name, found in known.items() if len(found) == 1}


def _bound_in_steps(plan: PipelinePlan, definition: Definition) -> set[str]:
    """What steps bind to the function that they give out, under the names of the variables."""
    outputs = [output for step in plan.steps if definition in step.definitions for output in step.outputs]
    return {
        name
        for output in outputs
        if output.name == definition.name and output.binds
        for name, source in output.binds.items()
        if name == source
    }


def _has_hints(function: cst.FunctionDef) -> bool:
    params = function.params
    every = (*params.posonly_params, *params.params, *params.kwonly_params)
    return function.returns is not None or any(each.annotation is not None for each in every)


def _names(text: str) -> set[str]:
    return {node.value for node in walk(cst.parse_expression(text)) if isinstance(node, cst.Name)}
