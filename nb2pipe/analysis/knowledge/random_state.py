"""Which scikit-learn calls draw from numpy's global generator when they are given no `random_state`.

Source: the documentation of `random_state` in each estimator and function (scikit-learn 1.9).
"""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.objects import Value

#: Functions of scikit-learn that draw unless `random_state` is given.
DRAWING_FUNCTIONS = {
    "train_test_split", "shuffle", "resample", "make_blobs", "make_classification", "make_regression", "make_moons",
    "make_circles", "make_s_curve", "make_swiss_roll", "make_friedman1", "make_friedman2", "make_friedman3",
    "make_gaussian_quantiles", "make_hastie_10_2", "make_low_rank_matrix", "make_multilabel_classification",
    "make_sparse_coded_signal", "make_sparse_uncorrelated", "make_spd_matrix", "make_biclusters", "make_checkerboard",
    "permutation_importance", "mutual_info_classif", "mutual_info_regression", "k_means", "randomized_svd", "fastica",
    "kmeans_plusplus", "permutation_test_score", "estimate_bandwidth", "spectral_clustering",
}  # fmt: skip
DETERMINISTIC: frozenset[str] = frozenset()

#: Estimators and splitters that draw when they are used, unless `random_state` is given.
DRAWING_CLASSES = {
    "RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor",
    "GradientBoostingClassifier", "GradientBoostingRegressor", "HistGradientBoostingClassifier",
    "HistGradientBoostingRegressor", "DecisionTreeClassifier", "DecisionTreeRegressor", "ExtraTreeClassifier",
    "ExtraTreeRegressor", "BaggingClassifier", "BaggingRegressor", "AdaBoostClassifier", "AdaBoostRegressor",
    "IsolationForest", "KMeans", "MiniBatchKMeans", "BisectingKMeans", "SpectralClustering", "TSNE", "MDS", "NMF",
    "MiniBatchNMF", "FastICA", "LatentDirichletAllocation", "TruncatedSVD", "SparsePCA", "MiniBatchSparsePCA",
    "DictionaryLearning", "MiniBatchDictionaryLearning", "MLPClassifier", "MLPRegressor", "SGDClassifier",
    "SGDRegressor", "Perceptron", "PassiveAggressiveClassifier", "PassiveAggressiveRegressor", "LinearSVC",
    "RANSACRegressor", "TheilSenRegressor", "GaussianMixture", "BayesianGaussianMixture", "RandomizedSearchCV",
    "HalvingGridSearchCV", "HalvingRandomSearchCV", "ShuffleSplit", "StratifiedShuffleSplit", "GroupShuffleSplit",
    "RepeatedKFold", "RepeatedStratifiedKFold", "GaussianRandomProjection", "SparseRandomProjection", "RBFSampler",
    "Nystroem", "BernoulliRBM", "QuantileTransformer", "IterativeImputer", "RandomTreesEmbedding",
    "SpectralEmbedding", "LocallyLinearEmbedding", "DummyClassifier", "LogisticRegression", "PCA", "KBinsDiscretizer",
    "Lasso", "ElasticNet", "LassoCV", "ElasticNetCV", "Ridge", "RidgeClassifier", "SVC", "NuSVC",
    "GaussianProcessRegressor", "GaussianProcessClassifier", "MinCovDet", "EllipticEnvelope", "SelfTrainingClassifier",
    "SMOTE", "RandomOverSampler", "RandomUnderSampler",
}  # fmt: skip
#: Of these, the ones that draw only under settings that are not the default.
DRAWING_IF_ASKED = {
    "LogisticRegression", "PCA", "Lasso", "ElasticNet", "LassoCV", "ElasticNetCV", "Ridge", "RidgeClassifier", "SVC",
    "NuSVC", "GaussianProcessRegressor", "GaussianProcessClassifier", "KBinsDiscretizer", "QuantileTransformer",
    "HistGradientBoostingClassifier", "HistGradientBoostingRegressor", "DummyClassifier",
}  # fmt: skip
_FITTING = ("fit", "fit_transform", "fit_predict", "partial_fit", "split", "fit_resample", "sample")
_SEARCHING = {"cross_val_score", "cross_validate", "cross_val_predict", "learning_curve", "validation_curve"}


#: Values of settings under which nothing is drawn, or no state is given.
_SILENT: dict[str, tuple[str, ...]] = {
    "random_state": ("None",),
    "seed": ("None",),
    "shuffle": ("False",),
    "probability": ("False",),
    "solver": ("lbfgs", "newton-cg", "newton-cholesky", "svd", "cholesky", "lsqr", "sparse_cg", "auto"),
    "svd_solver": ("full", "covariance_eigh"),
    "selection": ("cyclic",),
}


def telling_keywords(node: cst.Call) -> frozenset[str]:
    """The call's keywords without those that say nothing: `random_state=None`, `shuffle=False`, `solver="lbfgs"`."""
    return frozenset(
        argument.keyword.value
        for argument in node.args
        if argument.keyword is not None
        and not (
            isinstance(argument.value, (cst.Name, cst.SimpleString))
            and argument.value.value.strip("\"'") in _SILENT.get(argument.keyword.value, ())
        )
    )


def draws_without_state(
    receiver: Value, method: str, arguments: Iterable[tuple[Value, str | None]], function: str = ""
) -> bool:
    """Whether a call may draw from numpy's global generator because nobody gave it a state."""
    given = list(arguments)
    if function:
        if method in DRAWING_FUNCTIONS:
            return not any(keyword in ("random_state", "seed", "rng") for _, keyword in given)
        if method in _SEARCHING:
            return any(_may_draw(obj) for value, _ in given for obj in value)
        return False
    if method == "sample" and any(obj.type in ("DataFrame", "Series", "pandas") for obj in receiver):
        return not any(keyword == "random_state" for _, keyword in given)
    if method in _FITTING:
        return any(_may_draw(obj) for obj in receiver if obj.type == "estimator")
    return False


def _may_draw(obj: object, depth: int = 0) -> bool:
    if getattr(obj, "type", "") != "estimator" or depth > 4:
        return False
    if "unseeded" in getattr(obj, "traits", ()):
        return True
    return any(_may_draw(held, depth + 1) for held in getattr(obj, "contents", ())) or any(
        _may_draw(inner, depth + 1) for held in getattr(obj, "contents", ()) for inner in getattr(held, "contents", ())
    )


def is_unseeded(name: str, keywords: Iterable[str | None]) -> bool:
    """Whether an estimator made by this call draws from the global generator when it is used."""
    last = name.rpartition(".")[2]
    given = set(keywords)
    if "random_state" in given or "seed" in given:
        return False
    if last in ("KFold", "StratifiedKFold", "StratifiedGroupKFold"):
        return "shuffle" in given
    if last not in DRAWING_CLASSES:
        return False
    return last not in DRAWING_IF_ASKED or bool(given & {"solver", "svd_solver", "selection", "probability", "shuffle"})
