"""Cells -> the calls that teach, ask, save or load a model, with what is known of the columns that they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import libcst as cst

from nb2pipe.hazards.asked import CALLS, PIPELINES, estimator_of, learner_of_pipeline, takes_all, what_is_asked
from nb2pipe.hazards.column_choices import NO_NUMBERS
from nb2pipe.hazards.columns import Columns
from nb2pipe.hazards.context import Context
from nb2pipe.hazards.known_columns import Column, Table
from nb2pipe.hazards.learning import FORETELLING, SCORING, Line, class_called_on, lines_of, note_made, positional
from nb2pipe.syntax.chains import called_name

#: Calls that say which columns a model has been trained on, or is asked with.
_TELLING = CALLS | SCORING | {"dump", "load"}
#: Ends of the names of estimators that learn from every column they are given.
_TAKES_ALL_COLUMNS = (*FORETELLING, "Sequential")
#: Those that foretell numbers, but for logistic regression.
_REGRESSION = ("Regressor", "Regression", "RegressionCV", "SVR", "Ridge", "Lasso", "ElasticNet", "RidgeCV", "LassoCV")


@dataclass(frozen=True, slots=True)
class Leak:
    """A column among the features that tells the target."""

    column: str
    target: Column
    #: It is made from the target; else the target is made from it, or it is the target.
    is_made_of_target: bool
    #: It is there if the target holds numbers, which nothing tells.
    is_surely_there: bool = True


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call."""

    line: Line
    call: cst.Call
    #: The table that it is given first.
    given: Table | None
    leak: Leak | None


@lru_cache(maxsize=1)
def model_calls(context: Context) -> tuple[tuple[ModelCall, ...], Columns]:
    """All of them in document order, and what is known of columns when the notebook has ended."""
    columns = Columns()
    return tuple(calls_in(lines_of(context), columns)), columns


def calls_in(lines: Iterable[Line], columns: Columns) -> Iterator[ModelCall]:
    """Those in lines; `columns` knows what stood before, and learns what these say."""
    made: dict[str, str] = {}
    for line in lines:
        for call in () if line.called.isdisjoint(_TELLING) else line.calls:
            if called_name(call) in _TELLING:
                given = columns.table(positional(call)[0]) if positional(call) else None
                yield ModelCall(line, call, given, _leak(call, columns, made))
        columns.follow(line)
        note_made(line, made)
        if not line.called.isdisjoint(PIPELINES) and isinstance(line.value, cst.Call):
            learner = learner_of_pipeline(line.value)
            made |= dict.fromkeys(line.targets, learner) if learner else {}


def _leak(call: cst.Call, columns: Columns, made: dict[str, str]) -> Leak | None:
    asked = what_is_asked(call, columns) if called_name(call) in CALLS else None
    if asked is None:
        return None
    features, target = asked
    # A pipeline or a formula may choose its columns from a whole frame by itself.
    if features.only is None and not _takes_all_columns(call, made):
        return None
    column = columns.origins.leaked(features, target)
    if not column:
        return None
    is_there = NO_NUMBERS not in features.dropped or columns.origins.holds_numbers(target) or _is_regression(call, made)
    return Leak(column, target, columns.origins.is_made_of(column, target), is_there)


def _estimator(call: cst.Call, made: dict[str, str]) -> str:
    """The class of what learns: of a pipeline that chooses no columns, that at its end."""
    if called_name(call) == "fit":
        maker = call.func.value if isinstance(call.func, cst.Attribute) else None
        name = class_called_on(call, made)
    else:
        maker, name = next(iter(positional(call)), None), estimator_of(call, made)
    return learner_of_pipeline(maker) or name if isinstance(maker, cst.Call) else name


def _takes_all_columns(call: cst.Call, made: dict[str, str]) -> bool:
    return _estimator(call, made).endswith(_TAKES_ALL_COLUMNS) or takes_all(call)


def _is_regression(call: cst.Call, made: dict[str, str]) -> bool:
    """Whether the target must be a number."""
    estimator = _estimator(call, made)
    is_classifier = "Logistic" in estimator or estimator.endswith("SVC")
    return (estimator.endswith(_REGRESSION) and not is_classifier) or takes_all(call)
