"""What models give: arrays, sparse matrices, results of their own, or what nobody can tell."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT
from nb2pipe.analysis.knowledge.given_types import (
    ASKING_FOR_SPARSE,
    CSR,
    IS,
    KEEPING_DENSE,
    MAKING_ARRAYS,
    MAKING_SPARSE,
    NDARRAY,
    OF_SEVERAL_TARGETS,
    ONE_TARGET,
    PERHAPS_LIST,
    RESULTS_OF_FIT,
    SETS_OUTPUT,
)
from nb2pipe.analysis.libraries.sure_results import tuple_made
from nb2pipe.analysis.state.changing import mark, put_part, unmark
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.heap import NOTHING, hold, reach
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument, argument_at
from nb2pipe.analysis.values.dimensions import dimensions
from nb2pipe.analysis.values.parts import models_in
from nb2pipe.syntax.arguments import says

_TRANSFORMS = ("transform", "fit_transform", "inverse_transform")
#: Values of these types are no sparse matrices.
_DENSE = frozenset({"DataFrame", "Series", "ndarray", "list", "tuple"})
_SPARSE, _EITHER = "sparse", "either"


def known_of_model(m: Machine, node: cst.Call, model: Obj, method: str) -> Value:
    """What `predict` gives with its spread, and `fit` of a model of statsmodels; nothing for all else."""
    if method == "predict" and (says(node, "return_std", "True") or says(node, "return_cov", "True")):
        return tuple_made(m, node, ("ndarray", "ndarray"))
    return _fitted(m, node, model) if method == "fit" else NOTHING


def _fitted(m: Machine, node: cst.Call, model: Obj) -> Value:
    """What `fit` of a model of statsmodels gives, which holds the model; nothing for others, which give themselves."""
    module, _, name = model.name.rpartition(".")
    class_ = RESULTS_OF_FIT.get(name.lower())
    if not module.startswith("statsmodels.") or class_ is None or says(node, "return_params", "True"):
        return NOTHING
    made = m.make(node, "estimator", "fitted")
    made.name = model.name
    mark(made, frozenset({trait for trait in model.traits if not trait.startswith(IS)} | {IS + class_}))
    put_part(made, ".model", (model,))
    hold(made, (model,))
    return (made,)


def type_transformed(m: Machine, model: Obj, method: str, arguments: list[Argument]) -> str:
    """`ndarray` if the transformer is sure to give one; empty otherwise."""
    is_transform = method in _TRANSFORMS and model.type == "estimator" and not _has_other_output(m, model)
    return "ndarray" if is_transform and _kind(model, method, arguments) == "ndarray" else ""


def note_model_result(m: Machine, made: Value, model: Obj, method: str, arguments: list[Argument]) -> None:
    """Note what a method of a model is sure to give, and what the model has been told by it."""
    if method == "set_output":
        for each in (model, *models_in(model)):
            mark(each, SETS_OUTPUT)
    elif method == "fit":
        (mark if _is_one_target(argument_at(arguments, 1, ("y",))) else unmark)(model, ONE_TARGET)
    elif method == "predict_proba":
        _note_probabilities(made, model)
    elif method in _TRANSFORMS and not _has_other_output(m, model):
        _note_transformed(made, _kind(model, method, arguments))


def _note_transformed(made: Value, kind: str) -> None:
    kinds = {"ndarray": EXACT, _SPARSE: frozenset({IS + CSR}), _EITHER: frozenset({IS + CSR, IS + NDARRAY})}
    for obj in made:
        if obj.type in ("ndarray", "array-like"):
            mark(obj, kinds.get(kind, frozenset()))


def _note_probabilities(made: Value, model: Obj) -> None:
    is_sure = model.traits >= ONE_TARGET or _last(model) not in OF_SEVERAL_TARGETS
    for obj in made:
        if obj.type == "ndarray" and "gives-arrays" in model.traits:
            mark(obj, EXACT if is_sure else PERHAPS_LIST)


def _is_one_target(value: Value) -> bool:
    return is_exact(value) and all(obj.type == "Series" or dimensions((obj,)) == 1 for obj in value)


def _has_other_output(m: Machine, model: Obj) -> bool:
    """Whether somebody has set, for all transformers or for this one, what they shall give."""
    if "option:sklearn" in m.world.slots or "sklearn" in m.scoped_options:
        return True
    return any(each.traits >= SETS_OUTPUT for each in (model, *models_in(model)))


def _kind(model: Obj, method: str, arguments: list[Argument]) -> str:
    given = argument_at(arguments, 0, ("X", "y"))
    is_dense = is_exact(given) and all(obj.type in _DENSE for obj in given)
    kind = _kind_of(model, is_dense=is_dense)
    return kind if method != "inverse_transform" or _last(model) in KEEPING_DENSE else ""


def _kind_of(model: Obj, *, is_dense: bool) -> str:
    name = _last(model)
    if name in MAKING_ARRAYS or (name in KEEPING_DENSE and is_dense and not _asks(model, "True")):
        return "ndarray"
    if name in MAKING_SPARSE:
        says = [model.parts[f".{keyword}"] for keyword in ASKING_FOR_SPARSE if f".{keyword}" in model.parts]
        return _SPARSE if not says else "ndarray" if _asks(model, "False") else ""
    if name not in _JOINING or not _is_seen_into(model):
        return ""
    parts = models_in(model)
    kinds = {_kind_of(each, is_dense=is_dense) for each in parts if _last(each) not in _JOINING}
    if kinds == {"ndarray"}:
        return "ndarray"
    return _EITHER if name in _COLUMNS and kinds and kinds <= {"ndarray", _SPARSE} else ""


def _is_seen_into(model: Obj) -> bool:
    """Whether nothing in it is a transformer of which nothing is known."""
    return all(obj.type in _OF_PIPELINES or obj.is_immutable for obj in reach((model,), loosely=False))


_OF_PIPELINES = frozenset({"estimator", "instance", "list", "tuple", "dict"})
_COLUMNS = ("ColumnTransformer", "make_column_transformer")
_JOINING = (*_COLUMNS, "FeatureUnion", "make_union", "Pipeline", "make_pipeline")


def _asks(model: Obj, answer: str) -> bool:
    """Whether the code says in so many words whether the transformer shall give sparse matrices."""
    node = model.node
    return isinstance(node, cst.Call) and any(
        each.keyword is not None
        and each.keyword.value in ASKING_FOR_SPARSE
        and isinstance(each.value, cst.Name)
        and each.value.value == answer
        for each in node.args
    )


def _last(model: Obj) -> str:
    return model.name.rpartition(".")[2] if model.name.startswith("sklearn.") else ""
