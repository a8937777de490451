"""Cells -> the lines of code in the order in which they run, and what learning calls on them work with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.tree import root_of
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import children, walk

#: Transformers that learn from all rows they are given.
PREPROCESSORS = {
    "StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler", "QuantileTransformer", "PowerTransformer",
    "SimpleImputer", "KNNImputer", "IterativeImputer", "PCA", "KernelPCA", "TruncatedSVD", "FastICA", "NMF",
    "TfidfVectorizer", "TfidfTransformer", "SelectKBest", "SelectPercentile", "SelectFromModel", "SelectFdr",
    "SelectFpr", "SelectFwe", "RFE", "RFECV", "VarianceThreshold", "KBinsDiscretizer", "TargetEncoder",
    "SequentialFeatureSelector", "LinearDiscriminantAnalysis", "PLSRegression", "UMAP", "CountVectorizer",
    "Normalization", "TextVectorization", "Tokenizer", "WOEEncoder", "CatBoostEncoder", "LeaveOneOutEncoder",
    "SplineTransformer",
}  # fmt: skip
#: Those of them that look at the target.
SELECTORS = {"SelectKBest", "SelectPercentile", "SelectFromModel", "SelectFdr", "SelectFpr", "SelectFwe", "RFE",
             "RFECV", "TargetEncoder", "SequentialFeatureSelector", "WOEEncoder", "CatBoostEncoder",
             "LeaveOneOutEncoder"}  # fmt: skip
#: Models whose predictions are taken for features of the rows.
CLUSTERERS = {"KMeans", "MiniBatchKMeans", "DBSCAN", "HDBSCAN", "AgglomerativeClustering", "GaussianMixture", "Birch",
              "SpectralClustering", "MeanShift", "OPTICS", "KModes"}  # fmt: skip
#: Models whose predictions tell which rows are unlike the others.
OUTLIER_DETECTORS = {"IsolationForest", "LocalOutlierFactor", "EllipticEnvelope", "OneClassSVM"}
RESAMPLERS = {"SMOTE", "SMOTENC", "ADASYN", "RandomOverSampler", "BorderlineSMOTE", "SVMSMOTE", "SMOTETomek",
              "SMOTEENN", "KMeansSMOTE"}  # fmt: skip
#: Statistics over all rows, as methods or as functions of numpy.
STATISTICS = {"mean", "median", "std", "var", "min", "max", "quantile", "percentile", "mode", "nanmean", "nanmedian",
               "nanstd", "amax", "amin", "ptp"}  # fmt: skip
CROSS_VALIDATION = {
    "learning_curve",
    "validation_curve",
    "cross_val_score",
    "cross_validate",
    "cross_val_predict",
    "GridSearchCV",
    "RandomizedSearchCV",
}
#: Ends of the names of models that foretell something.
FORETELLING = ("Classifier", "Regressor", "Regression", "RegressionCV", "SVC", "SVR", "NB", "Ridge", "Lasso",
               "ElasticNet", "Perceptron", "RidgeCV", "LassoCV", "LinearDiscriminantAnalysis")  # fmt: skip
SCORING = {"score", "predict", "predict_proba", "decision_function"}


Loop = cst.For | cst.While


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One small statement at module level, loops and branches flattened."""

    cell: int
    node: cst.BaseSmallStatement
    #: Names it binds, and roots of the items and attributes it sets.
    targets: tuple[str, ...]
    calls: tuple[cst.Call, ...]
    #: The last part of the name of each of them.
    called: frozenset[str]
    names: frozenset[str]
    loop: Loop | None
    #: The right side of an assignment.
    value: cst.BaseExpression | None


_LEARNING = re.compile(r"\.fit|\.train\(|\.backward\(|cross_val")


@lru_cache(maxsize=1)
def learns(context: Context) -> bool:
    """Whether any cell fits anything: without it no rule about learning applies."""
    return any(_LEARNING.search(context.source(facts.index).cell.source) for facts in context.code)


_SPLITTING = re.compile(
    r"train_test_split|random_split|randomSplit|no_grad|load_data|tts\b|cross_val|(?:Grid|Randomized)SearchCV|KFold|ShuffleSplit|\.(?:score|predict|evaluate)\w*\("
)


@lru_cache(maxsize=1)
def splits(context: Context) -> bool:
    """Whether any cell splits rows or judges a model: without it nothing can leak from one side to the other."""
    return learns(context) and any(_SPLITTING.search(context.source(facts.index).cell.source) for facts in context.code)


@lru_cache(maxsize=1)
def lines_of(context: Context) -> tuple[Line, ...]:
    """The lines of all cells but skipped ones, in document order."""
    found: list[Line] = []
    for facts in context.code:
        if facts.role is not Role.SKIP:
            tree = context.tree(facts.index)
            found += tree.recall(("lines", facts.index), _lines_of_cell, facts)
    return tuple(found)


def _lines_of_cell(facts: CellFacts) -> list[Line]:
    return [line for statement in facts.statements for line in lines_in(statement.node, facts.index)]


def lines_in(node: cst.CSTNode, cell: int) -> Iterator[Line]:
    """The lines of a statement, or of the body of a function."""
    return _lines(node, cell, None)


@lru_cache(maxsize=1)
def called_anywhere(context: Context) -> frozenset[str]:
    """The last parts of the names of all that is called in the lines."""
    return frozenset().union(*(line.called for line in lines_of(context)))


def _lines(node: cst.CSTNode, cell: int, loop: Loop | None) -> Iterator[Line]:
    kind = type(node)
    if kind is cst.FunctionDef or kind is cst.ClassDef:
        return
    if _is_small(kind):
        yield _line(node, cell, loop)  # type: ignore[arg-type]  # a small statement, by its type
        return
    inner = node if isinstance(node, (cst.For, cst.While)) else loop
    for child in children(node):
        if _bears_statements(type(child)):
            yield from _lines(child, cell, inner)


# Asked of types, since asking libcst's abstract classes for each node costs more than the walk.


@cache
def _is_small(kind: type[cst.CSTNode]) -> bool:
    return issubclass(kind, cst.BaseSmallStatement)


@cache
def _bears_statements(kind: type[cst.CSTNode]) -> bool:
    return issubclass(kind, (cst.BaseStatement, cst.BaseSmallStatement, cst.BaseSuite, cst.Else, cst.ExceptHandler))


def _line(node: cst.BaseSmallStatement, cell: int, loop: Loop | None) -> Line:
    targets: list[str] = []
    if isinstance(node, (cst.Assign, cst.AnnAssign, cst.AugAssign)):
        for target in [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]:
            targets.extend(target_names(target))
            if isinstance(target, (cst.Subscript, cst.Attribute)):
                targets.append(root_of(target))
    calls: list[cst.Call] = []
    names: list[str] = []
    for inner in walk(node):
        if type(inner) is cst.Name:
            names.append(inner.value)
        elif type(inner) is cst.Call:
            calls.append(inner)
    value = node.value if isinstance(node, (cst.Assign, cst.AnnAssign)) else None
    called = frozenset(map(called_name, calls))
    return Line(cell, node, tuple(targets), tuple(calls), called, frozenset(names), loop, value)


def class_called_on(call: cst.Call, made: dict[str, str]) -> str:
    """The class of the object whose method is called: `StandardScaler` in `StandardScaler().fit(X)`."""
    if not isinstance(call.func, cst.Attribute):
        return ""
    receiver = call.func.value
    if isinstance(receiver, cst.Call):
        inner = called_name(receiver)
        return class_called_on(receiver, made) if inner == "fit" else inner
    return made.get(receiver.value, "") if isinstance(receiver, cst.Name) else ""


def note_made(line: Line, made: dict[str, str]) -> None:
    """Remember the class of what the line binds: `scaler = StandardScaler()`."""
    if line.value is None or len(line.targets) != 1:
        return
    name = line.targets[0]
    value = line.value
    while type(value) is cst.Call and called_name(value) == "fit" and isinstance(value.func, cst.Attribute):
        value = value.func.value
    if type(value) is cst.Call:
        made[name] = called_name(value)
    else:
        made.pop(name, None)


def positional(call: cst.Call) -> list[cst.BaseExpression]:
    """The values of the positional arguments."""
    return [arg.value for arg in call.args if arg.keyword is None and not arg.star]


def names_given(call: cst.Call) -> set[str]:
    """All names in the positional arguments."""
    return {name for value in positional(call) for name in names_in(value)}


def names_in(node: cst.CSTNode) -> set[str]:
    """All names in an expression."""
    return {inner.value for inner in walk(node) if type(inner) is cst.Name}
