"""Which scikit-learn calls draw from numpy's global generator when they are given no `random_state`.

Source: the documentation of `random_state` in each estimator and function (scikit-learn 1.9).
"""

from __future__ import annotations

#: Functions of scikit-learn that draw unless `random_state` is given.
DRAWING_FUNCTIONS = {
    "train_test_split", "shuffle", "resample", "make_blobs", "make_classification", "make_regression", "make_moons",
    "make_circles", "make_s_curve", "make_swiss_roll", "make_friedman1", "make_friedman2", "make_friedman3",
    "make_gaussian_quantiles", "make_hastie_10_2", "make_low_rank_matrix", "make_multilabel_classification",
    "make_sparse_coded_signal", "make_sparse_uncorrelated", "make_spd_matrix", "make_biclusters", "make_checkerboard",
    "permutation_importance", "mutual_info_classif", "mutual_info_regression", "k_means", "randomized_svd", "fastica",
    "kmeans_plusplus", "permutation_test_score", "estimate_bandwidth", "spectral_clustering",
}  # fmt: skip

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
#: Methods with which an estimator draws.
FITTING = ("fit", "fit_transform", "fit_predict", "partial_fit", "split", "fit_resample", "sample")
#: Functions that fit the estimators they are given.
SEARCHING = {"cross_val_score", "cross_validate", "cross_val_predict", "learning_curve", "validation_curve"}
