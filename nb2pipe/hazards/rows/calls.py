"""What calls give: of functions of the notebook, of models, of tables."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.rows.evidence import Saving
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.given import Given
from nb2pipe.hazards.rows.instances import call_of_own_class
from nb2pipe.hazards.rows.judging import search, stops_early
from nb2pipe.hazards.rows.models import RESAMPLING, call_directly, call_model, text_of
from nb2pipe.hazards.rows.splitting import held_back
from nb2pipe.hazards.rows.tables import call_on_data
from nb2pipe.hazards.rows.values import (
    LIBRARY,
    NOTHING,
    Data,
    Model,
    Routine,
    Value,
    joined,
    models_in,
    spread,
)
from nb2pipe.syntax.arguments import keyword_value
from nb2pipe.syntax.chains import called_name

#: Classes that hold data, not models.
_TABLES = {"DataFrame", "Series", "Index", "Categorical", "TensorDataset", "DMatrix", "Dataset", "Tensor", "Counter",
           "DataLoader", "Subset", "Pool", "QuantileDMatrix", "LazyFrame", "STL", "MSTL"}  # fmt: skip
_LOADING = {"load_model", "load"}
#: Functions of statsmodels that make a model of a formula and a table.
_FORMULAS = {"ols", "wls", "gls", "rlm", "glm", "gee", "logit", "probit", "poisson", "negativebinomial", "mnlogit",
             "quantreg", "mixedlm", "phreg"}  # fmt: skip
_SAVING = {"dump", "save", "save_model", "dumps", "log_model"}


def evaluate_call(lineage: Following, node: cst.Call) -> Value:
    """What a call gives; what it shows of the notebook's tests is noted on the way."""
    given = _looked_at(lineage, node)
    for model in (model for value in given.all() for model in models_in(value)):
        model.is_applied = True
    callee = lineage.bound(node.func.value) if isinstance(node.func, cst.Name) else None
    if isinstance(callee, Routine):
        return lineage.run(callee, given.positional, given.keywords)
    if isinstance(callee, Model) and given.positional and spread(given.positional[0]).rows:
        result = spread(call_on_data(lineage, given))
        return call_directly(lineage, callee, node, spread(given.positional[0]), result)
    known = call_of_own_class(lineage, given) or held_back(lineage, given)
    if known is not None:
        return known
    search(lineage, given.name, node, given.all())
    loaded = _saved_or_loaded(lineage, given)
    if loaded is not None:
        return loaded
    if isinstance(given.receiver, Model):
        return call_model(lineage, given.receiver, node, given.name, given.positional, given.keywords)
    if given.name in {"fit", "fit_transform", "partial_fit"} | RESAMPLING and given.positional:
        model = _made_model(lineage, node)
        return call_model(lineage, model, node, given.name, given.positional, given.keywords)
    if given.name == "train" and given.receiver is None and len(given.positional) > 1:
        return _trained(lineage, given)
    if given.name in ("predict", "predict_proba", "score", "transform") and _may_be_model(given.receiver):
        return replace(joined([spread(value) for value in given.positional]), judged=frozenset())
    if _is_class(given):
        parts = tuple(model for value in given.all() for model in models_in(value))
        own = lineage.own_class(given.name)
        kinds = frozenset({given.name}).union(own.kinds, *(part.kinds for part in parts))
        is_stopping = stops_early(given.name, node, given.all())
        path = _path(given, 0) if given.name == "ModelCheckpoint" else ""
        return Model(kinds, parts, fitting=own.fitting, stops_early=is_stopping, path=path, given=_rows_given(given))
    if given.name == "early_stopping":
        return Model(frozenset({given.name}), stops_early=True)
    return call_on_data(lineage, given)


def _looked_at(lineage: Following, node: cst.Call) -> Given:
    receiver = None
    if isinstance(node.func, cst.Attribute):
        receiver = lineage.evaluate(node.func.value)
        receiver = None if receiver is LIBRARY else receiver
    positional = tuple(lineage.evaluate(arg.value) for arg in node.args if arg.keyword is None)
    keywords = {arg.keyword.value: lineage.evaluate(arg.value) for arg in node.args if arg.keyword is not None}
    name = called_name(node)
    name = lineage.original(name) if isinstance(node.func, cst.Name) else name
    return Given(node, name, receiver, positional, keywords)


def _may_be_model(receiver: Value | None) -> bool:
    return isinstance(receiver, Data) and not receiver.is_grouped


def _made_model(lineage: Following, node: cst.Call) -> Model:
    """The model behind a name that nothing here has bound."""
    model = Model(frozenset())
    if isinstance(node.func, cst.Attribute) and isinstance(node.func.value, cst.Name):
        lineage.bind(node.func.value.value, model)
    return model


def _trained(lineage: Following, given: Given) -> Model:
    """`xgb.train(settings, rows)`: a model that was fitted on its second argument."""
    model = Model(frozenset({given.name}))
    call_model(lineage, model, given.node, "fit", given.positional[1:2], given.keywords)
    model.fitted_on = text_of(given.node.args[1].value)
    return model


def _is_class(given: Given) -> bool:
    if given.name in _FORMULAS and _rows_given(given) is not None:
        return True
    is_maker = given.name.startswith("make_") and bool([model for value in given.all() for model in models_in(value)])
    return is_maker or (given.name[:1].isupper() and given.name not in _TABLES)


def _rows_given(given: Given) -> Data | None:
    """The table of which a model is made: `OLS(y, X)`, `ols("y ~ x", data=df)`."""
    named = [given.keywords[name] for name in ("exog", "data", "X") if name in given.keywords]
    tables = [data for data in map(spread, [*named, *reversed(given.positional[:2])]) if data.rows]
    return tables[0] if tables else None


def _saved_or_loaded(lineage: Following, given: Given) -> Model | None:
    """Note what is saved; the model that a file holds, for a call that loads it."""
    if given.name in _SAVING:
        _note_saving(lineage, given)
    return lineage.saved.get(_path(given, 0)) if given.name in _LOADING else None


def _path(given: Given, position: int) -> str:
    """The file in `load_model("best.keras")` or `ModelCheckpoint(filepath=path)`: its name, or how it is written."""
    plain = [argument.value for argument in given.node.args if argument.keyword is None]
    node = keyword_value(given.node, "filepath") or (plain[position] if len(plain) > position else None)
    if node is None:
        return ""
    value = given.keywords.get("filepath") or (given.positional[position] if plain[position:] else NOTHING)
    texts = value.texts if isinstance(value, Data) else frozenset()
    return min(texts) if len(texts) == 1 else text_of(node)


def _note_saving(lineage: Following, given: Given) -> None:
    is_method = given.name in ("save", "save_model") and isinstance(given.receiver, Model)
    values = [given.receiver] if is_method else given.positional[:1]
    models = tuple(model for value in values if value is not None for model in models_in(value))
    if len(models) == 1 and _path(given, 0 if is_method else 1):
        lineage.saved[_path(given, 0 if is_method else 1)] = models[0]
    if models:
        lineage.evidence.savings.setdefault(given.node, Saving(lineage.cell, given.node, models))


def part_of(lineage: Following, value: Data, key: cst.BaseSlice) -> Data:
    """Some rows of a table: `X[:n]`, `df[df["year"] < 2020]`."""
    text = cst.Module([]).code_for_node(key)
    rows = lineage.sets.part(value.rows, (lineage.cell, text), lineage.cell) if value.rows else value.rows
    return replace(value, rows=rows, items=())
