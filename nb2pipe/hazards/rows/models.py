"""What methods of models do with rows: fit, transform, judge, resample, split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.learning import (
    CLUSTERERS,
    OUTLIER_DETECTORS,
    PREPROCESSORS,
    RESAMPLERS,
    SCORING,
    SELECTORS,
)
from nb2pipe.hazards.rows.evidence import Overlap, Unprepared
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.judging import judgement, note_watched, watch
from nb2pipe.hazards.rows.own_classes import OWN_TRANSFORMER
from nb2pipe.hazards.rows.values import (
    NOTHING,
    Choice,
    Copied,
    Data,
    Judged,
    Learned,
    Model,
    Value,
    joined,
    spread,
)

#: Methods by which models and layers learn.
_FITTING = {"fit", "partial_fit", "fit_transform", "fit_predict", "adapt", "fit_on_texts"}
_TRANSFORMING = {"transform", "fit_transform", "inverse_transform", "texts_to_sequences"}
#: Methods of samplers; `fit_sample` was the name before imbalanced-learn 0.4.
RESAMPLING = {"fit_resample", "fit_sample"}
#: Layers of Keras that learn by `adapt`, and keep that.
_ADAPTING = {"Normalization", "TextVectorization"}
#: Models whose predictions are taken for what a row is like, and not for what it is to be.
_LABELLING = CLUSTERERS | OUTLIER_DETECTORS
_SEARCHES = {"GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV", "RFECV"}
_JUDGING = SCORING | {"evaluate"}
#: Methods that give the model, or what it has learned.
_GIVING_ITSELF = {"set_params", "set_output", "best_estimator_", "compile", "add", "to", "eval", "train", "cpu", "cuda",
                  "state_dict", "get_booster"}  # fmt: skip
#: Methods that tell which columns a selector has chosen.
_NAMING = {"get_support", "get_feature_names_out"}


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
    is_alone = not any(spread(value).rows for value in (*positional[1:], *keywords.values()))
    model.is_applied |= method in (_TRANSFORMING | _NAMING) - {"fit_transform"}
    is_fitting = method in _FITTING or (method in model.fitting and is_alone)
    if is_fitting and lineage.doubts and model.fitted is not None:
        # `if not self.is_ready: self.scaler.fit(X)`: what has been fitted is not fitted anew, for all that is known.
        is_fitting = False
        if method == "fit":
            return model
    if is_fitting:
        data = model.given if model.given is not None and not node.args else data
        _fit(lineage, model, node, data, [*positional[1:2], *(keywords[k] for k in ("y",) if k in keywords)])
        watch(lineage, model, node, keywords)
        if method in ("fit", "partial_fit", "adapt", "fit_on_texts"):
            return model
    if method in _NAMING:
        return Data(learned=frozenset(learned for learned in model.learned if learned.by_target))
    if method in _TRANSFORMING or is_fitting or (method in ("predict", "fit_predict") and model.kinds & _LABELLING):
        _check_side(lineage, data, model.learned)
        return replace(data, learned=data.learned | model.learned, items=(), texts=frozenset())
    if method in _JUDGING:
        return _judge(lineage, model, node, data)
    if method in RESAMPLING:
        return _resample(lineage, model, node, positional)
    if method == "split":
        check_split(lineage, data, is_cross_validation=True)
        sides = tuple(Data(side=(node, is_test)) for is_test in (False, True))
        return Data(items=(Data(items=sides),)) if data.rows else NOTHING
    if method in _GIVING_ITSELF:
        return model
    whole = joined([spread(value) for value in positional])
    if not is_alone and method not in _GIVING_ITSELF and len(positional) > 1:
        # Several tables go in; each is what it was in what comes out.
        return Data(items=tuple(spread(value) for value in positional))
    # What a generator of random numbers gives are rows of their own.
    return replace(whole, texts=frozenset(), items=()) if whole.rows else Data(lineage.sets.new())


def _fit(lineage: Following, model: Model, node: cst.Call, data: Data, targets: Sequence[Value]) -> None:
    lineage.evidence.note_fit(data, joined([spread(target) for target in targets]))
    model.fitted = replace(data, learned=data.everything_learned(), columns=())
    model.fitted_on = text_of(node.args[0].value) if node.args else ""
    kinds = sorted(model.kinds & (PREPROCESSORS | _LABELLING | {OWN_TRANSFORMER}))
    named = sorted(model.kinds - {OWN_TRANSFORMER})
    what = kinds[0] if kinds and kinds[0] != OWN_TRANSFORMER else next(iter(named), "")
    by_target = bool(model.kinds & SELECTORS) and bool(targets)
    learned = Learned(lineage.cell, node, what, data.rows, by_target, bool(kinds), model)
    model.learned = data.everything_learned() | {learned}
    # What was learned from both sides of a split leaks into a fit on one of them.
    _check_side(lineage, data, data.everything_learned())
    for part in model.parts:
        # A layer that has adapted is not fitted anew with the model that it is a part of.
        if part.kinds & _ADAPTING:
            _check_side(lineage, data, part.learned)
    if model.kinds & _SEARCHES:
        check_split(lineage, data, is_cross_validation=True)


def _check_side(lineage: Following, data: Data, learned: frozenset[Learned]) -> None:
    wholes = lineage.sets.wholes(data.rows)
    for each in learned:
        if each.looks_ahead and not data.is_chosen:
            continue
        for whole in sorted(each.rows & wholes.keys()):
            _leak(lineage, each, wholes[whole])
        for number in sorted(each.rows - data.rows):
            # It was put together again from both sides: `scaler.fit(np.vstack([X_train, X_test]))`.
            if lineage.sets.is_test(frozenset({number})):
                for cell in lineage.sets.siblings(data.rows, frozenset({number})).values():
                    _leak(lineage, each, cell)


def _leak(lineage: Following, learned: Learned, cell: int) -> None:
    if learned.leaks:
        lineage.evidence.leaks.setdefault(learned, cell)


def check_split(lineage: Following, data: Data, *, is_cross_validation: bool = False) -> None:
    """Rows are about to be split: what was learned from them, or copied, is on both sides.

    Cross-validation of training rows is held to less, since other rows still judge the model that it chooses.
    """
    within = lineage.sets.within(data.rows)
    is_mild = is_cross_validation and bool(lineage.sets.wholes(data.rows))
    for learned in data.everything_learned():
        is_for_itself = data.is_chosen or not learned.looks_ahead
        if learned.rows & within and (not is_mild or learned.by_target) and is_for_itself:
            _leak(lineage, learned, lineage.cell)
    for copied in data.copied:
        lineage.evidence.copies.setdefault(copied, lineage.cell)


def _judge(lineage: Following, model: Model, node: cst.Call, data: Data) -> Data:
    fitted = model.fitted
    is_score = _method(node) in ("score", "evaluate")
    if fitted is not None and fitted.rows and node.args:
        overlap = Overlap(lineage.cell, node, _receiver(node), model.fitted_on, text_of(node.args[0].value))
        if _overlap(lineage, fitted, data):
            lineage.evidence.overlaps.setdefault(node, overlap)
        elif lineage.sets.is_called_test(data.rows) and fitted.rows & lineage.sets.within(data.rows):
            evidence = lineage.evidence
            (evidence.overlaps if is_score else evidence.possible_overlaps).setdefault(node, overlap)
        _note_siblings(lineage, fitted, data)
        shared = dict.fromkeys(_learned_from_both(lineage, fitted, data), lineage.cell)
        if is_score:
            lineage.evidence.leaks |= shared | lineage.evidence.leaks
        elif shared:
            lineage.evidence.possible_leaks.setdefault(node, tuple(shared))
        _note_unprepared(lineage, model, node, data)
    _note_refits(lineage, model, data)
    note_watched(lineage, model, data)
    judged = judgement(lineage, data, node, model)
    evidence = lineage.evidence
    if not judged and (node in evidence.possible_overlaps or node in evidence.possible_leaks):
        judged = frozenset({Judged(lineage.cell, node, None, Choice.MODEL, model)})
    return Data(data.rows, judged=judged) if is_score else Data(data.rows, predicted=judged)


def _note_unprepared(lineage: Following, model: Model, node: cst.Call, data: Data) -> None:
    """Rows as they are go to a model that knows them only as a transformer gives them."""
    known = {learned.what for learned in data.everything_learned()}
    fitted = model.fitted.learned if model.fitted is not None else frozenset()
    for learned in fitted:
        if learned.model is not None and learned.leaks and learned.what not in known and data.rows:
            is_of_the_same = model.fitted is not None and bool(lineage.sets.siblings(model.fitted.rows, data.rows))
            made = Unprepared(lineage.cell, node, _receiver(node), learned.model, is_of_the_same)
            lineage.evidence.unprepared.setdefault(node, made)


def _note_refits(lineage: Following, model: Model, data: Data) -> None:
    """Rows that went through a transformer which has learned from them alone, and not from those of the training."""
    trained = model.fitted.learned if model.fitted is not None else frozenset()
    kinds = {learned.what for learned in trained if learned.model is not None}
    for learned in data.everything_learned() - trained:
        if learned.leaks and learned.model is not None and learned.rows and learned.rows <= data.rows:
            if lineage.sets.was_held_back(data.rows):
                lineage.evidence.refits.setdefault(learned)
            elif model.fitted is not None and learned.what in kinds and not _is_related(lineage, model.fitted, data):
                lineage.evidence.served_refits.setdefault(learned)


def _is_related(lineage: Following, one: Data, other: Data) -> bool:
    """Whether both come from the same rows."""
    return bool(lineage.sets.within(one.rows) & lineage.sets.within(other.rows))


def call_directly(lineage: Following, model: Model, node: cst.Call, data: Data, given: Data) -> Data:
    """`net(X)`: what it was given first counts as what it is trained on."""
    model.is_applied = True
    if model.fitted is None or not model.fitted.rows:
        model.fitted = replace(data, learned=data.everything_learned(), columns=())
    _note_siblings(lineage, model.fitted, data)
    if data.predicted:
        # A loss is given the truth as well; another layer is not.
        return replace(given, judged=given.judged | data.predicted) if len(node.args) > 1 else given
    return replace(given, predicted=judgement(lineage, data, node, model))


def _note_siblings(lineage: Following, fitted: Data, data: Data) -> None:
    """What was learned from rows of which both the fit and the test got a part."""
    siblings = lineage.sets.siblings(fitted.rows, data.rows)
    for copied in fitted.copied & data.copied if siblings else ():
        lineage.evidence.copies.setdefault(copied, max(siblings.values()))
    for learned in fitted.learned & data.everything_learned():
        if learned.looks_ahead and not (fitted.is_chosen and data.is_chosen):
            continue
        for whole in sorted(learned.rows & siblings.keys()):
            _leak(lineage, learned, siblings[whole])


def _learned_from_both(lineage: Following, fitted: Data, data: Data) -> list[Learned]:
    """What was learned from two tables put together, of which one was for the training and one is for the test."""
    own = lineage.sets.within(fitted.rows)
    return [
        learned
        for learned in fitted.learned & data.everything_learned()
        if learned.leaks and learned.rows & fitted.rows - data.rows and learned.rows & data.rows - own
    ]


def _overlap(lineage: Following, fitted: Data, data: Data) -> bool:
    """Whether the rows were held back, and are among those of the fit."""
    sets = lineage.sets
    if not sets.was_held_back(data.rows) or not fitted.rows:
        return False
    if sets.overlap_by_chance(fitted.rows, data.rows):
        return True
    strictly_above = sets.within(data.rows) - data.rows
    is_same = data.rows == fitted.rows and sets.is_test(data.rows) and not sets.is_fold(data.rows)
    return is_same or bool(fitted.rows & strictly_above) or data.rows < fitted.rows


def _resample(lineage: Following, model: Model, node: cst.Call, positional: Sequence[Value]) -> Value:
    is_copying = bool(model.kinds & RESAMPLERS)
    copied = frozenset({Copied(lineage.cell, node)}) if is_copying else frozenset()
    parts = tuple(
        replace(data, copied=data.copied | copied, items=(), texts=frozenset()) for data in map(spread, positional)
    )
    return Data(items=parts)


def _receiver(node: cst.Call) -> str:
    return text_of(node.func.value) if isinstance(node.func, cst.Attribute) else ""


def _method(node: cst.Call) -> str:
    return node.func.attr.value if isinstance(node.func, cst.Attribute) else ""


def text_of(node: cst.CSTNode) -> str:
    """Code as a message shows it."""
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
