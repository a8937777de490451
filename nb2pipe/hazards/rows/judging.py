"""How the rows of a test come to choose: the best of several scores, a threshold, the end of a training."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.values import (
    NOTHING,
    Choice,
    Data,
    Judged,
    Model,
    Routine,
    Value,
    is_dict,
    joined,
    models_in,
    spread,
)
from nb2pipe.syntax.arguments import keyword_value, says
from nb2pipe.syntax.scopes import dotted_name

#: What compares predictions with the truth: `f1_score`, `mean_squared_error`, `criterion`.
_METRIC = re.compile(
    r"\w*(?:_score|_error|_loss|_entropy|accuracy|auc|rmse|_?mse|_?mae|_?r2|criterion|loss_fn)\Z", re.IGNORECASE
)
_CURVES = {"roc_curve", "precision_recall_curve", "det_curve"}
#: What makes one number of many.
_REDUCING = {"mean", "sum", "norm", "average", "median", "sqrt"}
#: Methods and functions that set predictions and the truth side by side.
_COMPARING = {"eq", "ne", "sub", "subtract", "equal", "not_equal"}
#: Calls that search for the best value of a function.
_SEARCHING = {"optimize", "fmin", "gp_minimize", "forest_minimize", "gbrt_minimize", "dummy_minimize"}
#: Arguments of rows that a training watches.
_WATCHED = ("eval_set", "validation_data", "evals", "valid_sets", "eval_data")
_STOPPERS = {"EarlyStopping", "early_stopping"}


def judgement(lineage: Following, data: Data, node: cst.Call, model: Model | None = None) -> frozenset[Judged]:
    """What judging by these rows adds to a choice: nothing unless they were held back as a test."""
    sets = lineage.sets
    if not sets.is_test(data.rows) or sets.is_fold(data.rows):
        return frozenset()
    if lineage.loops:
        return frozenset({Judged(lineage.cell, node, lineage.loops[-1], Choice.LOOP, model)})
    return frozenset({Judged(lineage.cell, node, None, Choice.MODEL, model)})


def compared(lineage: Following, name: str, node: cst.Call, whole: Data) -> Data:
    """What is given to a call, with the judgements that it makes of predictions."""
    if name in _CURVES and lineage.sets.is_test(whole.rows) and not lineage.sets.is_fold(whole.rows):
        return replace(whole, judged=whole.judged | {Judged(lineage.cell, node, node, Choice.THRESHOLD)})
    if not whole.predicted:
        return whole
    if name in _COMPARING:
        return replace(whole, is_compared=True)
    if _METRIC.match(name) or (whole.is_compared and name in _REDUCING):
        evidence = lineage.evidence
        for each in whole.predicted:
            if (overlap := evidence.possible_overlaps.get(each.call)) is not None:
                evidence.overlaps.setdefault(overlap.call, overlap)
            for learned in evidence.possible_leaks.get(each.call, ()):
                evidence.leaks.setdefault(learned, lineage.cell)
    judged: frozenset[Judged] = frozenset()
    if _METRIC.match(name):
        judged = (judgement(lineage, whole, node) if lineage.loops else frozenset()) or whole.predicted
    elif whole.is_compared and name in _REDUCING:
        judged = whole.predicted
    return replace(whole, judged=whole.judged | judged)


def side_by_side(lineage: Following, one: Data, other: Data) -> Data:
    """`predicted == y_test`, `predicted - y_test`: both, and whether they are predictions and the truth."""
    both = joined([one, other])
    is_test = lineage.sets.was_held_back(both.rows) or lineage.sets.is_called_test(both.rows)
    is_compared = bool(one.predicted) is not bool(other.predicted) and is_test
    return replace(both, is_compared=is_compared and bool(one.rows) and bool(other.rows))


def select(lineage: Following, data: Data) -> None:
    """Note that the best of several judgements is taken."""
    alone = [judged for judged in data.judged if judged.among is None]
    for judged in data.judged:
        if judged.among is not None:
            lineage.evidence.selections.setdefault(judged.among, judged)
    if len({judged.model for judged in alone}) > 1:
        last = max(alone, key=lambda judged: judged.cell)
        lineage.evidence.selections.setdefault(last.call, last)


def keeps_best(node: cst.Assign) -> bool:
    """Whether the best of several is kept: `best = max(best, score)`, `score, k = max(pairs)`."""
    if not (isinstance(node.value, cst.Call) and dotted_name(node.value.func) in ("max", "min")):
        return False
    target = node.targets[0].target
    given = [argument.value for argument in node.value.args]
    return isinstance(target, cst.Tuple) or any(target.deep_equals(each) for each in given)


def search(lineage: Following, name: str, node: cst.Call, values: list[Value]) -> None:
    """`study.optimize(objective)`, `max(models, key=score)`: the best of what the function gives is kept."""
    objective = next((value for value in values if isinstance(value, Routine)), None)
    is_choosing = name in ("max", "min") and keyword_value(node, "key") is not None
    if objective is None or not (name in _SEARCHING or is_choosing):
        return
    lineage.loops.append(node)
    # Of a dict it is the keys that are tried.
    models = models_in(values[0]) if is_choosing and not is_dict(values[0]) else []
    tried = spread(lineage.run(objective, models[:1], {}))
    lineage.loops.pop()
    judged = {replace(each, among=node, choice=Choice.SEARCH) for each in tried.judged}
    select(lineage, replace(NOTHING, judged=frozenset(judged)))


def stops_early(kind: str, node: cst.Call, values: list[Value]) -> bool:
    """Whether what is made, or trained, by a call ends at the best score on rows that it watches."""
    if kind.startswith("CatBoost"):
        return not says(node, "use_best_model", "False")
    rounds = keyword_value(node, "early_stopping_rounds")
    if kind in _STOPPERS or (kind == "ModelCheckpoint" and says(node, "save_best_only", "True")):
        return True
    is_set = rounds is not None and not (isinstance(rounds, cst.Name) and rounds.value == "None")
    return is_set or any(model.stops_early for value in values for model in models_in(value))


def watch(lineage: Following, model: Model, node: cst.Call, keywords: Mapping[str, Value]) -> None:
    """Note the rows by which a training knows when to stop."""
    is_stopping = model.stops_early or stops_early("", node, list(keywords.values()))
    data = joined([spread(keywords[name]) for name in _WATCHED if name in keywords])
    is_test = lineage.sets.is_test(data.rows) and not lineage.sets.is_fold(data.rows)
    model.watched = data.rows if is_stopping and is_test else frozenset()
    for keeper in keepers(keywords):
        lineage.saved[keeper.path] = model
    model.watching = Judged(lineage.cell, node, node, Choice.STOP, model) if model.watched else None


def keepers(keywords: Mapping[str, Value]) -> list[Model]:
    """The callbacks that save a model as it is trained: `ModelCheckpoint("best.keras")`."""
    models = models_in(keywords["callbacks"]) if "callbacks" in keywords else []
    return [model for model in models if model.path]


def note_watched(lineage: Following, model: Model, data: Data) -> None:
    """A model is judged: by the rows that have ended its training?"""
    if model.watching is not None and model.watched & data.rows:
        lineage.evidence.selections.setdefault(model.watching.call, model.watching)
