"""What library calls say about the step that a cell belongs to, as data.

A key that ends in `.*` covers everything below it; the longest key that fits a call counts. The words
may name the call's last part (`{name}`) and the variables that the cell binds (`{binds}`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nb2pipe.model.notebook import StepKind


class Act(StrEnum):
    """What a call does, as far as steps are concerned."""

    READ = "read"
    SEED = "seed"
    GENERATE = "generate"
    BUILD = "build"
    CLEAN = "clean"
    SUMMARIZE = "summarize"
    SPLIT = "split"
    ENCODE = "encode"
    TRANSFORM = "transform"
    DERIVE = "derive"
    FIT = "fit"
    OPTIMIZE = "optimize"
    ESTIMATOR = "estimator"
    EVALUATE = "evaluate"
    TEST = "test"
    PREDICT = "predict"
    SAVE = "save"
    LOAD = "load"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which kind of step an act speaks for, how loudly, and in what words."""

    kind: StepKind
    weight: float
    words: str


MEANINGS: dict[Act, Meaning] = {
    Act.READ: Meaning(StepKind.DATA, 3.5, "loads {binds}"),
    Act.SEED: Meaning(StepKind.DATA, 0.2, "seeds a random generator"),
    Act.GENERATE: Meaning(StepKind.DATA, 2.2, "generates {binds}"),
    Act.BUILD: Meaning(StepKind.DATA, 0.6, "builds {binds}"),
    Act.CLEAN: Meaning(StepKind.DATA, 1.2, "cleans with {name}"),
    Act.SUMMARIZE: Meaning(StepKind.DATA, 0.8, "summarizes with {name}"),
    Act.SPLIT: Meaning(StepKind.FEATURE, 3.0, "splits off test data"),
    Act.ENCODE: Meaning(StepKind.FEATURE, 1.8, "prepares features with {name}"),
    Act.TRANSFORM: Meaning(StepKind.FEATURE, 1.2, "transforms features"),
    Act.DERIVE: Meaning(StepKind.FEATURE, 0.8, "derives features with {name}"),
    Act.FIT: Meaning(StepKind.TRAIN, 2.5, "fits {estimator}"),
    Act.OPTIMIZE: Meaning(StepKind.TRAIN, 2.2, "optimizes with {name}"),
    Act.ESTIMATOR: Meaning(StepKind.TRAIN, 2.0, "sets up {name}"),
    Act.EVALUATE: Meaning(StepKind.TRAIN, 2.0, "evaluates with {name}"),
    Act.TEST: Meaning(StepKind.TRAIN, 1.2, "tests with {name}"),
    Act.PREDICT: Meaning(StepKind.TRAIN, 1.0, "predicts {binds}"),
    Act.SAVE: Meaning(StepKind.TRAIN, 2.0, "saves a model"),
    Act.LOAD: Meaning(StepKind.SERVE, 3.0, "loads a saved model"),
    Act.OFFER: Meaning(StepKind.SERVE, 4.5, "offers predictions with {name}"),
}

_ESTIMATOR_MODULES = (
    "sklearn.linear_model", "sklearn.ensemble", "sklearn.svm", "sklearn.tree", "sklearn.neighbors",
    "sklearn.naive_bayes", "sklearn.neural_network", "sklearn.cluster", "sklearn.mixture", "sklearn.gaussian_process",
    "sklearn.discriminant_analysis", "sklearn.dummy", "sklearn.multiclass", "sklearn.multioutput", "sklearn.isotonic",
    "sklearn.kernel_ridge", "sklearn.semi_supervised", "sklearn.calibration", "sklearn.covariance", "xgboost",
    "lightgbm", "catboost", "statsmodels.api", "statsmodels.formula.api", "statsmodels.tsa", "statsmodels.regression",
    "statsmodels.discrete", "statsmodels.genmod", "statsmodels.miscmodels", "torch.nn", "keras", "tensorflow.keras",
    "ISLP.bart", "ISLP.svm", "lifelines", "pygam", "prophet", "hdbscan", "mlxtend.classifier", "transformers",
    "imblearn.ensemble", "sksurv.linear_model", "sksurv.ensemble", "sksurv.svm", "sksurv.tree", "sksurv.nonparametric",
    "mapie.classification", "mapie.regression", "bambi.Model", "dowhy.CausalModel", "pymc.Model", "pmdarima.auto_arima",
    "pyspark.ml.classification", "pyspark.ml.regression", "pyspark.ml.clustering", "pyspark.ml.recommendation",
)  # fmt: skip
_ENCODER_MODULES = (
    "sklearn.preprocessing", "sklearn.feature_extraction", "sklearn.impute", "sklearn.compose",
    "sklearn.feature_selection", "sklearn.decomposition", "sklearn.manifold", "sklearn.random_projection",
    "sklearn.kernel_approximation", "category_encoders", "imblearn.over_sampling", "imblearn.under_sampling", "patsy",
    "imblearn.combine", "sksurv.preprocessing",
    "umap", "ISLP.models", "pyspark.ml.feature", "keras.preprocessing", "tensorflow.keras.preprocessing",
    "transformers.AutoTokenizer", "transformers.AutoImageProcessor", "transformers.AutoProcessor",
)  # fmt: skip
_EVALUATION_MODULES = ("sklearn.model_selection", "sklearn.metrics", "sklearn.inspection", "statsmodels.stats",
                       "statsmodels.graphics", "statsmodels.api.stats", "statsmodels.sandbox",
                       "pyspark.ml.evaluation", "sksurv.metrics", "imblearn.metrics", "mapie.metrics")  # fmt: skip
_OFFERING_MODULES = ("flask", "fastapi", "gradio", "streamlit", "bentoml", "uvicorn", "litserve", "ray.serve")
_DATA_MODULES = (
    "sklearn.datasets", "statsmodels.datasets", "statsmodels.api.datasets", "seaborn.load_dataset", "vega_datasets",
    "palmerpenguins", "ISLP.load_data", "keras.datasets", "tensorflow.keras.datasets", "torchvision.datasets",
    "sksurv.datasets", "imblearn.datasets", "dowhy.datasets", "bambi.load_data", "pmdarima.datasets",
    "nltk.corpus", "datasets.load_dataset", "requests", "urllib", "sqlite3", "yfinance", "pandas_datareader",
)  # fmt: skip


def _below(modules: tuple[str, ...], act: Act) -> dict[str, Act]:
    return {key: act for module in modules for key in (module, f"{module}.*")}


def _each(act: Act, prefix: str, names: str) -> dict[str, Act]:
    return {prefix + name: act for name in names.split()}


#: Qualified call, or `.method`, -> what it does.
ACTS: dict[str, Act] = {
    **_below(_ESTIMATOR_MODULES, Act.ESTIMATOR),
    **_below(_ENCODER_MODULES, Act.ENCODE),
    **_below(_EVALUATION_MODULES, Act.EVALUATE),
    **_below(_DATA_MODULES, Act.READ),
    **_below(_OFFERING_MODULES, Act.OFFER),
    **_below(("statsmodels.tsa.datetools", "statsmodels.api.tsa.datetools"), Act.BUILD),
    **_each(Act.READ, "pandas.", "read_csv read_excel read_parquet read_table read_feather read_stata read_fwf "
            "read_json read_sql read_sql_query read_html read_hdf read_clipboard read_sas read_spss read_xml"),
    **_each(Act.READ, "numpy.", "load loadtxt genfromtxt fromfile"),
    **_each(Act.READ, ".", "load_pandas get_rdataset read_sql read_text"),
    **_each(Act.READ, "", "json.load csv.reader csv.DictReader scipy.io.loadmat polars.read_csv"),
    **_each(Act.READ, ".", "getOrCreate csv parquet"),
    **_each(Act.READ, "keras.utils.", "get_file image_dataset_from_directory text_dataset_from_directory"),
    **_each(Act.READ, "tensorflow.keras.utils.", "get_file image_dataset_from_directory text_dataset_from_directory"),
    **_each(Act.GENERATE, ".", "rand randn randint normal standard_normal uniform integers binomial poisson "
            "exponential multivariate_normal permutation choice random_sample"),
    **_each(Act.GENERATE, "random.", "random gauss randint choice sample shuffle uniform normalvariate"),
    **_each(Act.GENERATE, "sklearn.datasets.", "make_blobs make_moons make_circles make_classification make_regression "
            "make_swiss_roll make_s_curve make_friedman1 make_sparse_uncorrelated make_gaussian_quantiles"),
    **_each(Act.GENERATE, "torch.", "rand randn randint normal randperm"),
    **_each(Act.SEED, "", "numpy.random.seed random.seed numpy.random.set_state torch.manual_seed "
            "tensorflow.random.set_seed keras.utils.set_random_seed tensorflow.keras.utils.set_random_seed "
            "transformers.set_seed"),
    "numpy.random.*": Act.GENERATE, "scipy.stats.*": Act.TEST,
    **_each(Act.BUILD, "numpy.", "array arange linspace zeros ones meshgrid logspace"),
    **_each(Act.BUILD, "pandas.", "DataFrame Series date_range"),
    **_each(Act.CLEAN, ".", "dropna fillna rename drop_duplicates merge set_index reset_index drop replace astype "
            "sort_values sort_index interpolate ffill bfill query tz_localize"),
    **_each(Act.CLEAN, "pandas.", "merge concat to_datetime to_numeric"),
    **_each(Act.SUMMARIZE, ".", "groupby resample pivot_table pivot melt stack unstack agg aggregate value_counts "
            "describe corr"),
    **_each(Act.SUMMARIZE, "pandas.", "pivot_table crosstab melt"),
    **_each(Act.SPLIT, "", "sklearn.model_selection.train_test_split torch.utils.data.random_split .randomSplit "
            ".train_test_split"),
    **_each(Act.ENCODE, "", "pandas.get_dummies sklearn.pipeline.FeatureUnion xgboost.DMatrix lightgbm.Dataset "
            "catboost.Pool keras.utils.to_categorical tensorflow.keras.utils.to_categorical"),
    **_each(Act.TRANSFORM, ".", "fit_transform transform inverse_transform fit_resample"),
    **_each(Act.DERIVE, ".", "rolling shift diff pct_change cumsum expanding ewm"),
    **_each(Act.DERIVE, "", "pandas.cut pandas.qcut statsmodels.api.add_constant scipy.stats.zscore"),
    **_each(Act.FIT, ".", "fit partial_fit fit_predict fit_regularized fit_constrained backward train fit_one_cycle "
            "fine_tune train_on_batch fit_generator estimate_effect"),
    **_each(Act.FIT, "", "xgboost.train lightgbm.train catboost.train xgboost.cv lightgbm.cv catboost.cv"),
    **_each(Act.FIT, "", "numpy.linalg.lstsq numpy.polyfit numpy.polynomial.polynomial.polyfit "
            "scipy.optimize.curve_fit scipy.optimize.least_squares scipy.stats.linregress "
            "statistics.linear_regression"),
    **_each(Act.OPTIMIZE, "scipy.optimize.", "minimize minimize_scalar differential_evolution dual_annealing "
            "basinhopping shgo direct brute fmin fmin_bfgs fmin_cg fmin_l_bfgs_b fmin_ncg fmin_powell fmin_tnc"),
    **_each(Act.ESTIMATOR, "sklearn.pipeline.", "Pipeline make_pipeline"),
    **_each(Act.ESTIMATOR, "imblearn.pipeline.", "Pipeline make_pipeline"),
    **_each(Act.EVALUATE, ".", "score evaluate summary conf_int t_test f_test wald_test predict_log_proba "
            "refute_estimate"),
    **_each(Act.TEST, "scipy.cluster.hierarchy.", "linkage cut_tree fcluster"),
    **_each(Act.PREDICT, ".", "predict predict_proba decision_function forecast get_prediction get_forecast "
            "score_samples kneighbors"),
    **_each(Act.SAVE, "", "pickle.dump pickle.dumps joblib.dump torch.save cloudpickle.dump .save_model "
            ".save_pretrained .save_weights .log_model skops.io.dump"),
    **_each(Act.LOAD, "", "pickle.load pickle.loads joblib.load torch.load cloudpickle.load .load_model skops.io.load "
            "keras.models.load_model keras.saving.load_model tensorflow.keras.models.load_model "
            "transformers.pipeline"),
}  # fmt: skip

#: Words of a heading that speak for a kind; each counts as the beginning of a word.
_ENGLISH: dict[StepKind, str] = {
    StepKind.DATA: "load data import read clean explor generat missing wrangl tidy",
    StepKind.FEATURE: "feature preprocess pre-process encod scal transform split vectoriz engineer prepar standardiz "
    "normaliz",
    StepKind.TRAIN: "train model fit regress classif evaluat valid cluster search tun forest boost tree neighbo score "
    "metric anova estimat baseline gradient optimi",
    StepKind.SERVE: "deploy serv inference new predicting",
}
#: The same in German, French, Spanish, Portuguese, Italian and Russian.
_OTHER_LANGUAGES: dict[StepKind, str] = {
    StepKind.DATA: "daten einles laden bereinig données charge nettoy datos carga lectura limpi dados carreg limpe "
    "dati caric pulizi данн загруз очист",
    StepKind.FEATURE: "merkmal aufbereit vorverarbeit vorbereit skalier prépar prétrait caractérist caracter prepro "
    "atribut preproces pré-process caratterist признак подготов",
    StepKind.TRAIN: "modell trainier auswert bewert apprentiss modèle entraîn évalu entrena evalua modelo treina "
    "avalia addestr valuta обуч модел оцен",
    StepKind.SERVE: "vorhers bereitstell anwend prédict déploie despliegue implanta предсказ прогноз",
}
#: And in scripts that put no space between words: these count wherever they stand.
UNSPACED_WORDS: dict[StepKind, tuple[str, ...]] = {
    StepKind.DATA: ("数据", "加载", "读取", "清洗", "データ", "読み込み", "데이터"),
    StepKind.FEATURE: (
        "特征",
        "预处理",
        "标准化",
        "归一化",
        "特徴",
        "前処理",
        "標準化",
        "正規化",
        "특징",
        "전처리",
        "표준화",
    ),
    StepKind.TRAIN: ("训练", "模型", "评估", "学習", "モデル", "評価", "학습", "모델"),
    StepKind.SERVE: ("部署", "预测", "予測", "예측"),
}
HEADING_WORDS: dict[StepKind, tuple[str, ...]] = {
    kind: tuple(f"{_ENGLISH[kind]} {_OTHER_LANGUAGES[kind]}".split()) for kind in _ENGLISH
}

#: Step kind -> how words in the names of functions begin that do its work.
FUNCTION_WORDS: dict[StepKind, tuple[str, ...]] = {
    StepKind.DATA: ("load", "read", "clean", "fetch", "download"),
    StepKind.FEATURE: ("feat", "preprocess", "encod", "engineer", "vectoriz"),
    StepKind.TRAIN: ("fit", "evaluat", "crossval", "gradient", "optimi"),
}

#: Variables that usually hold features or targets.
FEATURE_NAMES = frozenset({
    "X", "y", "features", "target", "targets", "labels", "label", "X_train", "X_test", "y_train", "y_test",
    "x_train", "x_test", "X_val", "x_val", "y_val", "train_labels", "test_labels",
    "feature_cols", "feature_names", "predictors", "exog", "endog", "design",
})  # fmt: skip
