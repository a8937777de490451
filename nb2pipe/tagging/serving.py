"""Facts of a cell -> the function in it that predicts for rows which the notebook does not have yet."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.chains import root_name
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import parameter_nodes
from nb2pipe.syntax.walk import walk, walk_own

_PREDICTING = frozenset({
    "predict", "predict_proba", "predict_log_proba", "decision_function", "score_samples", "forecast", "kneighbors",
    "get_forecast", "get_prediction", "transform",
})  # fmt: skip
#: What is called like a function once it is trained.
_CALLABLE_MODELS = frozenset({"layer", "network", "estimator"})
#: A function that draws shows what a model does; nobody asks it for a prediction.
_DRAWING = frozenset({"plt", "sns", "ax", "axes", "fig", "px", "go"})


def serving_function(facts: CellFacts, analysis: Analysis) -> str:
    """The name of a function that gives what a model of the notebook predicts, and that no cell computes with.

    Empty if the cell defines none.
    """
    functions = [each.node for each in facts.statements if isinstance(each.node, cst.FunctionDef)]
    models = _models_above(analysis, facts.index) if functions else {}
    for node in functions:
        if parameter_nodes(node.params) and _gives_prediction(node, models):
            name = node.name.value
            if not any(name in others for others in _names_in_other_code(analysis, facts, node)):
                return name
    return ""


def _models_above(analysis: Analysis, cell: int) -> dict[VarName, str]:
    """Variables that the notebook has there, with their types."""
    found: dict[VarName, str] = {}
    for facts in analysis.cells[: cell + 1]:
        found |= {name: write.type for name, write in facts.writes.items() if write.binding is BindingKind.VALUE}
    return found


def _gives_prediction(node: cst.FunctionDef, variables: dict[VarName, str]) -> bool:
    taken = free_names([node]).late
    predicts = False
    for call in (each for each in walk(node.body) if isinstance(each, cst.Call)):
        root = root_name(call.func)
        if root in _DRAWING:
            return False
        if isinstance(call.func, cst.Attribute):
            predicts = predicts or (call.func.attr.value in _PREDICTING and root in taken and root in variables)
        elif isinstance(call.func, cst.Name) and call.func.value in taken:
            predicts = predicts or variables.get(VarName(call.func.value)) in _CALLABLE_MODELS
    return predicts and _gives_value(node)


def _gives_value(node: cst.FunctionDef) -> bool:
    """Whether the function itself returns something; functions in it left out."""
    return any(isinstance(each, cst.Return) and each.value is not None for each in walk_own(node.body))


def _names_in_other_code(analysis: Analysis, own: CellFacts, node: cst.FunctionDef) -> Iterable[frozenset[str]]:
    for facts in analysis.cells:
        if facts.role not in (Role.SKIP, Role.REPORT):
            yield from (
                free_names([each.node]).all
                for each in facts.statements
                if each.node is not node and not (each.is_display and facts is own)
            )
