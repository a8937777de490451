"""Calls -> the features and the target that they are given to learn from."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.hazards.columns import Columns
from nb2pipe.hazards.known_columns import Column, Table
from nb2pipe.hazards.learning import CROSS_VALIDATION, PREPROCESSORS, RESAMPLERS, positional
from nb2pipe.syntax.arguments import keyword_value
from nb2pipe.syntax.chains import called_name

#: Models of statsmodels, which take the target first.
_TARGET_FIRST = {"OLS", "GLS", "WLS", "Logit", "Probit", "Poisson", "GLM", "MNLogit", "QuantReg", "RLM"}
#: Data of boosting libraries, with their label.
_LABELLED = {"DMatrix", "QuantileDMatrix", "Dataset", "Pool"}
#: Functions that take a formula and a table.
_BY_FORMULA = {"ols", "gls", "wls", "logit", "probit", "poisson", "glm", "mixedlm", "quantreg", "rlm"}
_NAME = re.compile(r"\b[A-Za-z_]\w*\b(?![(.])")
CALLS = {"fit"} | CROSS_VALIDATION | _TARGET_FIRST | _LABELLED | _BY_FORMULA


def what_is_asked(call: cst.Call, columns: Columns) -> tuple[Table, Column] | None:
    """The features and the target of a call, of one frame; None where they are not known."""
    name, given = called_name(call), positional(call)
    if name in _BY_FORMULA:
        return _by_formula(call, columns)
    if name == "fit":
        first, second = _given(call, given, 0, "X"), _given(call, given, 1, "y")
    elif name in CROSS_VALIDATION:
        first, second = _given(call, given, 1, "X"), _given(call, given, 2, "y")
    elif name in _TARGET_FIRST:
        second, first = _given(call, given, 0, "endog"), _given(call, given, 1, "exog")
    else:
        first, second = _given(call, given, 0, "data"), _given(call, given, 1, "label")
    features = columns.table(first) if first is not None else None
    target = columns.column(second) if second is not None else None
    is_one = features is not None and target is not None and features.frame == target.frame
    return (features, target) if is_one else None  # type: ignore[return-value]  # neither is None here


def estimator_of(call: cst.Call, made: dict[str, str]) -> str:
    """The class of what `cross_val_score(model, …)` is given."""
    first = next(iter(positional(call)), None)
    if isinstance(first, cst.Call):
        return called_name(first)
    return made.get(first.value, "") if isinstance(first, cst.Name) else ""


#: Steps of pipelines that leave no column out, or look at what it holds and not at its name.
_TAKING_ALL = PREPROCESSORS | RESAMPLERS | {"OneHotEncoder", "OrdinalEncoder", "PolynomialFeatures", "Normalizer"}


#: What makes pipelines.
PIPELINES = {"make_pipeline", "Pipeline"}


def learner_of_pipeline(call: cst.Call) -> str:
    """The class at the end of `make_pipeline(StandardScaler(), Ridge())`; empty where a step may choose columns."""
    steps = positional(call)
    if called_name(call) == "Pipeline":
        listed = keyword_value(call, "steps") or next(iter(steps), None)
        named = [element.value for element in listed.elements] if isinstance(listed, cst.List) else []
        steps = [pair.elements[-1].value for pair in named if isinstance(pair, cst.Tuple) and pair.elements]
    elif called_name(call) != "make_pipeline":
        return ""
    classes = [called_name(step) if isinstance(step, cst.Call) else "" for step in steps]
    return classes[-1] if classes and _TAKING_ALL.issuperset(classes[:-1]) else ""


def takes_all(call: cst.Call) -> bool:
    """Whether the call itself takes every column for a feature."""
    return called_name(call) in _TARGET_FIRST | _LABELLED


def _given(call: cst.Call, given: list[cst.BaseExpression], position: int, keyword: str) -> cst.BaseExpression | None:
    return given[position] if len(given) > position else keyword_value(call, keyword)


def _by_formula(call: cst.Call, columns: Columns) -> tuple[Table, Column] | None:
    """`smf.ols("price ~ area + rooms", data=df)`."""
    given = positional(call)
    formula, data = _given(call, given, 0, "formula"), _given(call, given, 1, "data")
    table = columns.table(data) if data is not None else None
    text = formula.evaluated_value if isinstance(formula, cst.SimpleString) else ""
    target, _, features = text.partition("~") if isinstance(text, str) else ("", "", "")
    if table is None or not _NAME.fullmatch(target.strip()):
        return None
    return Table(table.frame, only=frozenset(_NAME.findall(features))), Column(table.frame, target.strip())
