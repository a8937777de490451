"""Draws of random numbers that nothing has seeded -> fixes that seed them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import insert_before, text_at
from nb2pipe.hazards.imported import full_name, meanings_of, means_one_thing
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import Effect
from nb2pipe.model.findings import Edit, Fix, Position, Span
from nb2pipe.syntax.arguments import keywords_of, says

#: Functions, estimators and splitters of scikit-learn that draw unless they are given a `random_state`.
_TAKES_STATE = {
    "train_test_split", "shuffle", "resample", "make_blobs", "make_classification", "make_regression", "make_moons",
    "make_circles", "permutation_importance", "mutual_info_classif", "mutual_info_regression", "k_means",
    "RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor",
    "GradientBoostingClassifier", "GradientBoostingRegressor", "DecisionTreeClassifier", "DecisionTreeRegressor",
    "BaggingClassifier", "BaggingRegressor", "AdaBoostClassifier", "AdaBoostRegressor", "IsolationForest", "KMeans",
    "MiniBatchKMeans", "SpectralClustering", "TSNE", "MDS", "NMF", "FastICA", "LatentDirichletAllocation",
    "TruncatedSVD", "MLPClassifier", "MLPRegressor", "SGDClassifier", "SGDRegressor", "Perceptron", "LinearSVC",
    "GaussianMixture", "RandomizedSearchCV", "ShuffleSplit", "StratifiedShuffleSplit", "GroupShuffleSplit",
    "RepeatedKFold", "RepeatedStratifiedKFold", "IterativeImputer",
}  # fmt: skip
#: The same where they are asked to shuffle.
_TAKES_STATE_TO_SHUFFLE = {"KFold", "StratifiedKFold", "StratifiedGroupKFold"}
#: Library -> the module of the functions that draw from its global generator, with the one that seeds it.
_GENERATORS = {"numpy": "numpy.random", "python": "random"}

#: Layers of Keras with weights, which are drawn from its own global generator.
_KERAS_LAYERS = re.compile(
    r"(?:tensorflow\.|tf_)?keras\.(?:api\.)?layers\."
    r"(?:Dense|EinsumDense|Embedding|(?:Separable|Depthwise)?Conv\w*|LSTM\w*|GRU\w*|SimpleRNN\w*|MultiHeadAttention)\Z"
)


def drawn_weights(facts: CellFacts) -> str:
    """The layer of Keras by which a cell first draws weights; empty if it makes none."""
    calls = (*facts.calls, *facts.calls_inside)
    return next((call.rpartition(".")[2] for call in calls if _KERAS_LAYERS.match(call)), "")


def state_fix(context: Context, facts: CellFacts) -> Fix | None:
    """Give a `random_state` to each call of the cell, or else of the notebook, that takes one and has none."""
    for cells in ((facts,), context.code):
        edits = tuple(edit for each in cells for edit in _state_edits(context, each))
        if edits:
            return Fix("give it `random_state=0`", edits, is_safe=False)
    return None


def seed_fix(context: Context, facts: CellFacts, effect: Effect) -> Fix | None:
    """Seed the library's generator above the statement that draws."""
    call = effect.node
    if not isinstance(call, cst.Call) or effect.statement >= len(facts.statements):
        return None
    if effect.target != "torch":
        drawn = full_name(context, call.func).rpartition(".")[0]
        if effect.target not in _GENERATORS or drawn != _GENERATORS[effect.target]:
            return None
    is_of_cell_magic = context.source(facts.index).cell.source.lstrip().startswith("%%")
    seeder = _seeder(context, facts.index, effect) if not is_of_cell_magic else None
    if seeder is None:
        return None
    edit = insert_before(context, facts.index, facts.statements[effect.statement].node, seeder)
    return Fix(f"seed the generator with `{seeder[-1]}`", (edit,), is_safe=False) if edit else None


def _seeder(context: Context, cell: int, effect: Effect) -> tuple[str, ...] | None:
    """What seeds the generator, by what the cells up to the draw have imported; or else by an import of its own."""
    module, function = ("torch", "manual_seed") if effect.target == "torch" else (_GENERATORS[effect.target], "seed")
    for facts in context.code:
        if facts.index > cell:
            break
        for statement in facts.statements:
            if facts.index == cell and statement.index >= effect.statement:
                break
            for small in statement.node.body if isinstance(statement.node, cst.SimpleStatementLine) else ():
                for name, meant in meanings_of(small) if isinstance(small, (cst.Import, cst.ImportFrom)) else ():
                    if f"{module}.".startswith(f"{meant}.") and means_one_thing(context, name):
                        return (f"{name}{module[len(meant) :]}.{function}(0)",)
    is_free = all(function not in (*facts.refs, *facts.defs) for facts in context.code)
    return (f"from {module} import {function}", f"{function}(0)") if is_free else None


def _state_edits(context: Context, facts: CellFacts) -> Iterator[Edit]:
    for call in context.tree(facts.index).all(cst.Call):
        if _wants_state(context, call):
            edit = _state_edit(context, facts.index, call)
            if edit is not None:
                yield edit


def _wants_state(context: Context, call: cst.Call) -> bool:
    library, _, name = full_name(context, call.func).rpartition(".")
    if not library.startswith("sklearn.") or "random_state" in keywords_of(call):
        return False
    if any(argument.star for argument in call.args):
        return False
    return name in _TAKES_STATE or (name in _TAKES_STATE_TO_SHUFFLE and says(call, "shuffle", "True"))


def _state_edit(context: Context, cell: int, call: cst.Call) -> Edit | None:
    """Behind the last argument: below it where it has a line of its own that ends with its comma, or else beside it."""
    if not call.args:
        return _state_alone(context, cell, call)
    last, lines = call.args[-1], context.source(cell).cell.source.split("\n")
    span = context.span(cell, last)
    if isinstance(last.value, cst.GeneratorExp) or not text_at(context, cell, span):
        return None
    line, above = lines[span.end.line - 1], lines[span.start.line - 1][: span.start.column]
    after = line[span.end.column :]
    if isinstance(last.comma, cst.Comma) and not above.strip() and re.match(r",\s*(#|\Z)", after):
        end = Position(span.end.line, len(line))
        return Edit(cell, Span(end, end), f"\n{above}random_state=0,")
    return Edit(cell, Span(span.end, span.end), ", random_state=0")


def _state_alone(context: Context, cell: int, call: cst.Call) -> Edit | None:
    span = context.span(cell, call)
    text = text_at(context, cell, span)
    if not text.endswith("()"):
        return None
    end = Position(span.end.line, span.end.column - 1)
    return Edit(cell, Span(end, end), "random_state=0")
