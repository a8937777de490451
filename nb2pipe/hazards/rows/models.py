"""What methods of models do with rows: fit, transform, judge, resample, split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.learning import PREPROCESSORS, RESAMPLERS, SCORING, SELECTORS
from nb2pipe.hazards.rows.evidence import Overlap
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.values import NOTHING, Copied, Data, Judged, Learned, Model, Value, joined, spread

#: Methods by which models and layers learn.
_FITTING = {"fit", "partial_fit", "fit_transform", "fit_predict", "adapt", "fit_on_texts"}
_TRANSFORMING = {"transform", "fit_transform", "inverse_transform", "texts_to_sequences"}
_SEARCHES = {"GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV", "RFECV"}
_JUDGING = SCORING | {"evaluate"}


def call_model(
    lineage: Following,
    model: Model,
    node: cst.Call,
    method: str,
    positional: Sequence[Value],
    keywords: Mapping[str, Value],
) -> Value:
    """What a method of a model gives."""
    first = positional[0] if positional else next((keywords[k] for k in ("X", "x", "data") if k in keywords), NOTHING)
    data = spread(first)
    if method in _FITTING:
        _fit(lineage, model, node, data, positional)
        if method in ("fit", "partial_fit", "adapt", "fit_on_texts"):
            return model
    if method in _TRANSFORMING:
        _check_side(lineage, data, model.learned)
        return replace(data, learned=data.learned | model.learned, items=(), texts=frozenset())
    if method in _JUDGING:
        return _judge(lineage, model, node, data)
    if method == "fit_resample":
        return _resample(lineage, model, node, positional)
    if method == "split":
        check_split(lineage, data, is_cross_validation=True)
        sides = tuple(Data(side=(node, is_test)) for is_test in (False, True))
        return Data(items=(Data(items=sides),)) if data.rows else NOTHING
    if method in ("set_params", "set_output", "best_estimator_", "compile", "add", "to", "eval", "train"):
        return model
    whole = joined([spread(value) for value in positional])
    # What a generator of random numbers gives are rows of their own.
    return replace(whole, texts=frozenset(), items=()) if whole.rows else Data(lineage.sets.new())


def _fit(lineage: Following, model: Model, node: cst.Call, data: Data, positional: Sequence[Value]) -> None:
    model.fitted = replace(data, learned=data.everything_learned(), columns=())
    model.fitted_on = _text(node.args[0].value) if node.args else ""
    kinds = sorted(model.kinds & PREPROCESSORS)
    what = kinds[0] if kinds else next(iter(sorted(model.kinds)), "")
    by_target = bool(model.kinds & SELECTORS) and len(positional) > 1
    learned = Learned(lineage.cell, node, what, data.rows, by_target, bool(kinds), model)
    model.learned = data.everything_learned() | {learned}
    # What was learned from both sides of a split leaks into a fit on one of them.
    _check_side(lineage, data, data.everything_learned())
    if model.kinds & _SEARCHES:
        check_split(lineage, data, is_cross_validation=True)


def _check_side(lineage: Following, data: Data, learned: frozenset[Learned]) -> None:
    wholes = lineage.sets.wholes(data.rows)
    for each in learned:
        for whole in sorted(each.rows & wholes.keys()):
            _leak(lineage, each, wholes[whole])


def _leak(lineage: Following, learned: Learned, cell: int) -> None:
    if learned.leaks:
        lineage.evidence.leaks.setdefault(learned, cell)


def check_split(lineage: Following, data: Data, *, is_cross_validation: bool = False) -> None:
    """Rows are about to be split: what was learned from them, or copied, is on both sides."""
    within = lineage.sets.within(data.rows)
    for learned in data.everything_learned():
        if learned.rows & within and (not is_cross_validation or learned.by_target):
            _leak(lineage, learned, lineage.cell)
    for copied in data.copied:
        lineage.evidence.copies.setdefault(copied, lineage.cell)


def _judge(lineage: Following, model: Model, node: cst.Call, data: Data) -> Data:
    fitted, sets = model.fitted, lineage.sets
    if fitted is not None and fitted.rows:
        if _overlap(lineage, fitted, data):
            overlap = Overlap(lineage.cell, node, _receiver(node), model.fitted_on, _text(node.args[0].value))
            lineage.evidence.overlaps.setdefault(node, overlap)
        siblings = sets.siblings(fitted.rows, data.rows)
        for learned in fitted.learned & data.everything_learned():
            for whole in sorted(learned.rows & siblings.keys()):
                _leak(lineage, learned, siblings[whole])
    judged: frozenset[Judged] = frozenset()
    if lineage.loops and sets.is_test(data.rows) and not sets.is_fold(data.rows):
        judged = frozenset({Judged(lineage.cell, node, lineage.loops[-1])})
    return Data(data.rows, judged=judged)


def _overlap(lineage: Following, fitted: Data, data: Data) -> bool:
    """Whether the rows were held back, and are among those of the fit."""
    sets = lineage.sets
    if not sets.was_held_back(data.rows) or not fitted.rows:
        return False
    strictly_above = sets.within(data.rows) - data.rows
    return bool(fitted.rows & strictly_above) or data.rows < fitted.rows


def _resample(lineage: Following, model: Model, node: cst.Call, positional: Sequence[Value]) -> Value:
    is_copying = bool(model.kinds & RESAMPLERS)
    copied = frozenset({Copied(lineage.cell, node)}) if is_copying else frozenset()
    parts = tuple(
        replace(data, copied=data.copied | copied, items=(), texts=frozenset()) for data in map(spread, positional)
    )
    return Data(items=parts)


def _receiver(node: cst.Call) -> str:
    return _text(node.func.value) if isinstance(node.func, cst.Attribute) else ""


def _text(node: cst.CSTNode) -> str:
    code = " ".join(cst.Module([]).code_for_node(node).split())
    return code if len(code) <= 40 else code[:39] + "…"


def unsaved_parts(saved: Sequence[Model], model: Model) -> list[Model]:
    """Transformers through which a saved model's data went, and that nothing saves."""
    kept = {id(part) for each in saved for part in each.all_parts()}
    if model.fitted is None:
        return []
    needed = {id(each.model): each.model for each in model.fitted.learned if each.model is not None}
    own = {id(part) for part in model.all_parts()}
    return [part for key, part in needed.items() if key not in kept and key not in own]
