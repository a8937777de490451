"""Which calls take numbers from a global generator when they are given no generator of their own.

Source: the state of numpy's and Python's generators before and after each call (scikit-learn 1.9, scipy 1.17,
networkx 3.6, seaborn 0.13, pandas 3, statsmodels 0.15), and the documentation of `random_state`.
"""

from __future__ import annotations

#: Functions of scikit-learn that draw unless `random_state` is given.
DRAWING_FUNCTIONS = {
    "train_test_split", "shuffle", "resample", "make_blobs", "make_classification", "make_regression", "make_moons",
    "make_circles", "make_s_curve", "make_swiss_roll", "make_friedman1", "make_friedman2", "make_friedman3",
    "make_gaussian_quantiles", "make_hastie_10_2", "make_low_rank_matrix", "make_multilabel_classification",
    "make_sparse_coded_signal", "make_sparse_uncorrelated", "make_spd_matrix", "make_biclusters", "make_checkerboard",
    "permutation_importance", "mutual_info_classif", "mutual_info_regression", "k_means", "randomized_svd", "fastica",
    "kmeans_plusplus", "permutation_test_score", "estimate_bandwidth", "spectral_clustering", "affinity_propagation",
    "non_negative_factorization", "smacof", "dict_learning", "dict_learning_online", "fast_mcd",
    "make_sparse_spd_matrix", "sample_without_replacement",
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
    "AffinityPropagation", "LinearSVR", "OutputCodeClassifier", "PolynomialCountSketch", "SGDOneClassSVM",
    "SpectralCoclustering", "SpectralBiclustering", "UMAP", "BayesSearchCV",
    "SMOTE", "SMOTEN", "SMOTENC", "SVMSMOTE", "BorderlineSMOTE", "KMeansSMOTE", "ADASYN", "SMOTEENN", "SMOTETomek",
    "RandomOverSampler", "RandomUnderSampler", "ClusterCentroids", "BalancedRandomForestClassifier",
    "BalancedBaggingClassifier", "EasyEnsembleClassifier", "RUSBoostClassifier",
}  # fmt: skip
#: Of these, the ones that draw only under settings that are not the default.
DRAWING_IF_ASKED = {
    "LogisticRegression", "PCA", "Lasso", "ElasticNet", "LassoCV", "ElasticNetCV", "Ridge", "RidgeClassifier", "SVC",
    "NuSVC", "GaussianProcessRegressor", "GaussianProcessClassifier", "KBinsDiscretizer", "QuantileTransformer",
    "HistGradientBoostingClassifier", "HistGradientBoostingRegressor", "DummyClassifier",
}  # fmt: skip
#: Estimators that take numbers when they are fitted with their defaults, though for most data these decide nothing: the
#: order of a search that always ends at the same place, the start of an iteration, a sample of very many rows.
ADVANCING_CLASSES = {
    "SVC", "NuSVC", "SVR", "NuSVR", "OneClassSVM", "Lasso", "ElasticNet", "LassoCV", "ElasticNetCV", "MultiTaskLasso",
    "MultiTaskElasticNet", "MultiTaskLassoCV", "MultiTaskElasticNetCV", "GraphicalLasso", "GraphicalLassoCV",
    "HistGradientBoostingClassifier", "HistGradientBoostingRegressor", "PCA", "KernelPCA", "Isomap",
    "QuantileTransformer", "KBinsDiscretizer",
}  # fmt: skip
#: Functions of scikit-learn that do the same.
ADVANCING_FUNCTIONS = {"lasso_path", "enet_path", "graphical_lasso"}
#: Methods with which an estimator draws.
FITTING = frozenset({"fit", "fit_transform", "fit_predict", "partial_fit", "split", "fit_resample", "sample"})
#: Functions that fit the estimators they are given.
SEARCHING = {"cross_val_score", "cross_validate", "cross_val_predict", "learning_curve", "validation_curve"}

#: Functions of other libraries -> the library whose generator they draw from.
DRAWS_OF_OTHERS = {
    **dict.fromkeys(
        (
            "scipy.optimize.differential_evolution", "scipy.optimize.dual_annealing", "scipy.optimize.basinhopping",
            "scipy.cluster.vq.kmeans", "scipy.cluster.vq.kmeans2", "scipy.sparse.random", "scipy.sparse.rand",
            "scipy.sparse.random_array", "scipy.sparse.linalg.onenormest", "scipy.stats.bootstrap",
            "scipy.stats.permutation_test", "scipy.stats.monte_carlo_test",
            "statsmodels.tsa.arima_process.arma_generate_sample", "statsmodels.api.tsa.arma_generate_sample",
            "skopt.gp_minimize", "skopt.forest_minimize", "skopt.gbrt_minimize", "skopt.dummy_minimize",
        ),
        "numpy",
    ),
    "pandas.plotting.bootstrap_plot": "python",
}  # fmt: skip
#: Functions that draw from numpy's generator if they are given one of these.
DRAWS_IF_GIVEN = {
    "seaborn.regplot": ("x_jitter", "y_jitter"),
    "seaborn.lmplot": ("x_jitter", "y_jitter"),
    "sklearn.metrics.silhouette_score": ("sample_size",),
}
#: Functions of networkx, wherever in it they stand, by the library whose generator they draw from.
NETWORKX_DRAWS = {
    "numpy": {
        "algebraic_connectivity", "arf_layout", "fiedler_vector", "forceatlas2_layout", "fruchterman_reingold_layout",
        "random_layout", "random_regular_expander_graph", "spectral_graph_forge", "spectral_ordering", "spring_layout",
        "draw_spring", "draw_random",
    },
    "python": {
        "LFR_benchmark_graph", "asyn_fluidc", "asyn_lpa_communities", "barabasi_albert_graph", "binomial_graph",
        "configuration_model", "connected_double_edge_swap", "connected_watts_strogatz_graph", "dense_gnm_random_graph",
        "directed_configuration_model", "double_edge_swap", "dual_barabasi_albert_graph",
        "duplication_divergence_graph", "erdos_renyi_graph", "expected_degree_graph", "extended_barabasi_albert_graph",
        "fast_gnp_random_graph", "fast_label_propagation_communities", "gaussian_random_partition_graph",
        "geographical_threshold_graph", "gn_graph", "gnc_graph", "gnm_random_graph", "gnp_random_graph", "gnr_graph",
        "joint_degree_graph", "k_random_intersection_graph", "kernighan_lin_bisection", "lattice_reference",
        "leiden_communities", "louvain_communities", "louvain_partitions", "maximal_independent_set",
        "navigable_small_world_graph", "newman_watts_strogatz_graph", "omega", "one_exchange",
        "partial_duplication_graph", "planted_partition_graph", "powerlaw_cluster_graph",
        "preferential_attachment_graph", "random_clustered_graph", "random_cograph", "random_degree_sequence_graph",
        "random_geometric_graph", "random_graph", "random_internet_as_graph", "random_kernel_graph",
        "random_labeled_tree", "random_lobster", "random_lobster_graph", "random_partition_graph",
        "random_powerlaw_tree", "random_reference", "random_regular_graph", "random_shell_graph",
        "random_spanning_tree", "random_tournament", "random_tree", "random_uniform_k_out_graph",
        "random_unlabeled_tree", "randomized_partitioning", "relaxed_caveman_graph", "scale_free_graph", "sigma",
        "simulated_annealing_tsp", "soft_random_geometric_graph", "spanner", "stochastic_block_model",
        "threshold_accepting_tsp", "uniform_random_intersection_graph", "watts_strogatz_graph", "waxman_graph",
    },
}  # fmt: skip
#: Functions of networkx that lay the graph out by chance, unless they are told where its nodes are.
NETWORKX_LAYS_OUT = {"draw", "draw_networkx"}
#: How the names of classes begin whose instances draw: the library from whose generator, and by which methods.
DRAWING_INSTANCES: dict[str, tuple[str, frozenset[str]]] = {
    "torch.distributions.": ("torch", frozenset({"sample", "rsample", "sample_n"})),
    "scipy.stats.gaussian_kde": ("numpy", frozenset({"resample"})),
    "sklearn.neighbors.KernelDensity": ("numpy", frozenset({"sample"})),
    "statsmodels.": ("numpy", frozenset({"simulate"})),
}
