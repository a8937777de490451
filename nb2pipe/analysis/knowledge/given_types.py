"""Functions, methods and attributes of libraries that are sure to give a value, or a tuple of values, of one type."""

from __future__ import annotations

#: The trait of what is sure to be an instance of a library's class: this, and the qualified name of the class.
IS = "is "
#: The trait of a list whose items are all of one type: this, and the type.
ITEMS = "items "
#: The trait of a transformer that somebody has told what it shall give.
SETS_OUTPUT = frozenset({"sets-output"})
#: The trait of a model that was fitted to a single target.
ONE_TARGET = frozenset({"one-target"})
#: The trait of probabilities that are an array for one target and a list of arrays for several.
PERHAPS_LIST = frozenset({"perhaps-list"})

#: What `numpy` calls all floating-point numbers of its own.
FLOATING = "numpy.floating"
NDARRAY = "numpy.ndarray"
#: What `values` of a column are: an array of numpy's, or one that pandas has for texts, categories and the like.
OF_COLUMN_VALUES = frozenset({f"{IS}{NDARRAY}", f"{IS}pandas.api.extensions.ExtensionArray"})
CSR = "scipy.sparse.csr_matrix"
_ARRAY, _FLOAT = "ndarray", "float"

#: Function -> the types of the values in the tuple that it gives; a name with a dot is that of a class.
TUPLES: dict[str, tuple[str, ...]] = {
    **{
        f"sklearn.datasets.make_{name}": (_ARRAY, _ARRAY)
        for name in ("blobs", "circles", "classification", "friedman1", "friedman2", "friedman3", "gaussian_quantiles",
                     "hastie_10_2", "moons", "regression", "s_curve", "swiss_roll")
    },
    **dict.fromkeys(("sklearn.metrics.roc_curve", "sklearn.metrics.precision_recall_curve"), (_ARRAY,) * 3),
    "sklearn.metrics.det_curve": (_ARRAY,) * 3,
    "sklearn.calibration.calibration_curve": (_ARRAY,) * 2,
    "sklearn.model_selection.learning_curve": (_ARRAY,) * 3,
    "sklearn.model_selection.validation_curve": (_ARRAY,) * 2,
    "sklearn.model_selection.permutation_test_score": (_FLOAT, _ARRAY, _FLOAT),
    **dict.fromkeys(("numpy.linalg.eig", "numpy.linalg.eigh", "numpy.linalg.qr"), (_ARRAY,) * 2),
    "numpy.linalg.svd": (_ARRAY,) * 3,
    "numpy.histogram": (_ARRAY,) * 2,
    "scipy.stats.chi2_contingency": (_FLOAT, _FLOAT, "int", _ARRAY),
    "scipy.optimize.curve_fit": (_ARRAY,) * 2,
    "scipy.sparse.linalg.svds": (_ARRAY,) * 3,
    **dict.fromkeys(("scipy.sparse.linalg.eigs", "scipy.sparse.linalg.eigsh"), (_ARRAY,) * 2),
}  # fmt: skip
#: Keywords that make it another tuple, or none.
ASKING_FOR_MORE = frozenset({
    "coef", "compute_uv", "full_output", "mode", "return_X_y", "return_centers", "return_distributions",
    "return_eigenvectors", "return_singular_vectors", "return_times",
})  # fmt: skip

#: Data sets of scikit-learn, all of which are arrays unless a frame is asked for.
TOY_DATA = frozenset(
    f"sklearn.datasets.load_{name}" for name in ("breast_cancer", "diabetes", "digits", "iris", "wine")
)

#: Function -> the class of what it gives.
INSTANCES = {
    **{f"{library}.train": f"{library}.Booster" for library in ("lightgbm", "xgboost")},
    "sklearn.model_selection.cross_validate": "dict[str, Any]",
    "sklearn.datasets.fetch_openml": "sklearn.utils.Bunch",
    "sklearn.datasets.fetch_20newsgroups": "sklearn.utils.Bunch",
    "sklearn.inspection.permutation_importance": "sklearn.utils.Bunch",
    "scipy.optimize.minimize": "scipy.optimize.OptimizeResult",
    "torch.device": "torch.device",
    "plotly.subplots.make_subplots": "plotly.graph_objects.Figure",
}
#: Libraries whose classes give instances of themselves when they are called.
PLAIN_CLASSES = frozenset({
    "category_encoders", "hdbscan", "mapie", "mlxtend", "networkx", "plotly", "sksurv", "statsmodels", "torch",
    "tslearn", "umap",
})  # fmt: skip
_LINEAR = "statsmodels.regression.linear_model.RegressionResultsWrapper"
_BINARY = "statsmodels.discrete.discrete_model.BinaryResultsWrapper"
_SMOOTHED = "statsmodels.tsa.holtwinters.results.HoltWintersResultsWrapper"
#: Model of statsmodels, in small letters as its formulas have it -> the class of what its `fit` gives.
RESULTS_OF_FIT = {
    **dict.fromkeys(("ols", "wls", "gls", "quantreg"), _LINEAR), **dict.fromkeys(("logit", "probit"), _BINARY),
    **dict.fromkeys(("exponentialsmoothing", "simpleexpsmoothing", "holt"), _SMOOTHED),
    "rlm": "statsmodels.robust.robust_linear_model.RLMResultsWrapper",
    "mnlogit": "statsmodels.discrete.discrete_model.MultinomialResultsWrapper",
    "glm": "statsmodels.genmod.generalized_linear_model.GLMResultsWrapper",
    "arima": "statsmodels.tsa.arima.model.ARIMAResultsWrapper",
    "sarimax": "statsmodels.tsa.statespace.sarimax.SARIMAXResultsWrapper",
    "autoreg": "statsmodels.tsa.ar_model.AutoRegResultsWrapper",
}  # fmt: skip
#: Modules all of whose functions give a figure.
FIGURES_OF = {"plotly.express": "plotly.graph_objects.Figure"}

#: Attribute of a model of scikit-learn -> what it is after `fit`.
FOUND_BY_FIT = {
    **dict.fromkeys(
        ("feature_importances_", "cluster_centers_", "components_", "explained_variance_",
         "explained_variance_ratio_", "singular_values_", "labels_", "feature_names_in_", "idf_", "statistics_",
         "embedding_", "means_", "weights_", "core_sample_indices_", "support_vectors_", "loadings_"), _ARRAY),
    **dict.fromkeys(("best_score_", "inertia_", "oob_score_"), "float"),
    **dict.fromkeys(("n_features_in_", "best_index_"), "int"),
}  # fmt: skip

#: The same, as the classes that a hint names.
CLASSES_FOUND = {
    **dict.fromkeys(("best_params_", "cv_results_"), frozenset({f"{IS}dict[str, Any]"})),
    "vocabulary_": frozenset({f"{IS}dict[str, int]"}),
}
#: Linear models whose `coef_` is an array, and those of them whose `intercept_` may be a number.
LINEAR_CLASSIFIERS = frozenset({
    "LinearDiscriminantAnalysis", "LinearSVC", "LogisticRegression", "LogisticRegressionCV", "Perceptron",
    "RidgeClassifier", "RidgeClassifierCV", "SGDClassifier",
})  # fmt: skip
LINEAR_REGRESSORS = frozenset({
    "ARDRegression", "BayesianRidge", "ElasticNet", "ElasticNetCV", "GammaRegressor", "HuberRegressor", "Lasso",
    "LassoCV", "LinearRegression", "PoissonRegressor", "QuantileRegressor", "Ridge", "RidgeCV", "TweedieRegressor",
})  # fmt: skip
NUMBER_OR_ARRAY = frozenset({f"{IS}float", f"{IS}{NDARRAY}"})

#: Transformers of scikit-learn that give an array, whatever they are given, as long as nobody sets another output.
MAKING_ARRAYS = frozenset({
    "FactorAnalysis", "FastICA", "KernelPCA", "KMeans", "LatentDirichletAllocation", "LinearDiscriminantAnalysis",
    "MDS", "MiniBatchKMeans", "NMF", "PCA", "TSNE", "TruncatedSVD",
})  # fmt: skip
#: Those that give an array for what is no sparse matrix.
KEEPING_DENSE = frozenset({
    "Binarizer", "IterativeImputer", "KNNImputer", "LabelBinarizer", "LabelEncoder", "MaxAbsScaler", "MinMaxScaler",
    "MultiLabelBinarizer", "Normalizer", "OrdinalEncoder", "PolynomialFeatures", "PowerTransformer",
    "QuantileTransformer", "RFE", "RFECV", "RobustScaler", "SelectFromModel", "SelectKBest", "SelectPercentile",
    "SimpleImputer", "SplineTransformer", "StandardScaler", "TargetEncoder", "VarianceThreshold",
})  # fmt: skip
#: Those that give a sparse matrix, unless they are asked not to.
MAKING_SPARSE = frozenset({
    "CountVectorizer", "DictVectorizer", "HashingVectorizer", "OneHotEncoder", "TfidfTransformer", "TfidfVectorizer",
})  # fmt: skip
#: Keywords that say whether a transformer gives a sparse matrix.
ASKING_FOR_SPARSE = ("sparse_output", "sparse")
#: Models that may predict several targets, and then give a list of arrays for the probabilities.
OF_SEVERAL_TARGETS = frozenset({
    "BaggingClassifier", "DecisionTreeClassifier", "DummyClassifier", "ExtraTreeClassifier", "ExtraTreesClassifier",
    "GridSearchCV", "HalvingGridSearchCV", "KNeighborsClassifier", "MultiOutputClassifier", "Pipeline",
    "RadiusNeighborsClassifier", "RandomForestClassifier", "RandomizedSearchCV",
})  # fmt: skip
