"""Draws of random numbers that nothing has seeded -> fixes that seed them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.editing import insert_above, text_at
from nb2pipe.hazards.tree import Tree
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import Effect
from nb2pipe.model.findings import Edit, Fix, Span
from nb2pipe.syntax.arguments import keywords_of
from nb2pipe.syntax.scopes import dotted_name, import_bindings

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
#: Library -> the modules whose functions draw from its global generator, and the call that seeds it.
_SEEDS = {"numpy": (".random", "seed"), "python": ("", "seed"), "torch": ("", "manual_seed")}

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
    tree = context.tree(facts.index)
    call = effect.node
    if not isinstance(call, cst.Call) or call not in tree.parents or effect.statement >= len(facts.statements):
        return None
    module, _, _ = dotted_name(call.func).rpartition(".")
    suffix, function = _SEEDS.get(effect.target, ("?", ""))
    if effect.target == "torch":
        module = _name_of_torch(context, facts.index)
    is_of_cell_magic = context.source(facts.index).cell.source.lstrip().startswith("%%")
    if not module or not module.endswith(suffix) or is_of_cell_magic:
        return None
    node = facts.statements[effect.statement].node
    edit = insert_above(context, facts.index, node, f"{module}.{function}(0)")
    return Fix(f"seed the generator with `{module}.{function}(0)`", (edit,), is_safe=False) if edit else None


def _name_of_torch(context: Context, cell: int) -> str:
    """By what name the cells up to this one have imported torch itself; empty if they have not."""
    for facts in context.code:
        for node in context.tree(facts.index).all(cst.Import) if facts.index <= cell else ():
            names = (name for name, alias in import_bindings(node) if alias.evaluated_name == "torch")
            for name in names:
                return name
    return ""


def _state_edits(context: Context, facts: CellFacts) -> Iterator[Edit]:
    if not any(call.startswith("sklearn.") for call in (*facts.calls, *facts.calls_inside)):
        return
    tree = context.tree(facts.index)
    for call in tree.all(cst.Call):
        if _wants_state(call) and not _is_in_other_call(tree, call):
            yield from _state_edit(context, facts.index, call)


def _wants_state(call: cst.Call) -> bool:
    name = dotted_name(call.func).rpartition(".")[2]
    keywords = keywords_of(call)
    if "random_state" in keywords or any(argument.star for argument in call.args):
        return False
    return name in _TAKES_STATE or (name in _TAKES_STATE_TO_SHUFFLE and "shuffle" in keywords)


def _is_in_other_call(tree: Tree, call: cst.Call) -> bool:
    """Whether it is an argument of one that is edited as well: that one's edit would touch it."""
    return any(isinstance(outer, cst.Call) and _wants_state(outer) for outer in tree.above(call))


def _state_edit(context: Context, cell: int, call: cst.Call) -> Iterator[Edit]:
    span = context.span(cell, call)
    text = text_at(context, cell, span)
    inside = text[:-1].rstrip()
    if not text.endswith(")") or "#" in text.rpartition("\n")[2]:
        return
    separator = "" if inside.endswith("(") else " " if inside.endswith(",") else ", "
    line = span.end.line - text[len(inside) :].count("\n")
    column = len(inside.rpartition("\n")[2]) + (span.start.column if "\n" not in inside else 0)
    if "#" in inside.rpartition("\n")[2]:
        yield from _edit_on_own_line(cell, call, span, text)
        return
    end = type(span.end)(line, column)
    yield Edit(cell, Span(end, end), f"{separator}random_state=0")


def _edit_on_own_line(cell: int, call: cst.Call, span: Span, text: str) -> Iterator[Edit]:
    """Below an argument that a comment follows, where the parenthesis closes on a line of its own."""
    *_, above, closing = text.split("\n")
    if closing.strip() == ")" and call.args and isinstance(call.args[-1].comma, cst.Comma):
        indent = above[: len(above) - len(above.lstrip())]
        start = type(span.end)(span.end.line, 0)
        yield Edit(cell, Span(start, start), f"{indent}random_state=0,\n")
