"""Libraries of which it is known what their functions do to their arguments, or their classes are."""

from __future__ import annotations

#: Libraries whose functions leave their arguments alone and give new values unless a table above says otherwise.
PURE_LIBRARIES = {
    "builtins", "numpy", "pandas", "sklearn", "scipy", "statsmodels", "matplotlib", "seaborn", "math", "os", "re",
    "json", "datetime", "time", "statistics", "string", "textwrap", "collections", "itertools", "functools",
    "operator", "decimal", "fractions", "pathlib", "random", "warnings", "sys", "copy", "typing", "dataclasses",
    "enum", "abc", "types", "logging", "hashlib", "base64", "struct", "csv", "pickle", "glob", "shutil", "calendar",
    "plotly", "altair", "bokeh", "tqdm", "IPython", "pprint", "platform", "subprocess", "timeit", "uuid", "inspect",
    "nltk", "patsy", "ISLP", "mlxtend", "imblearn", "xgboost", "lightgbm", "catboost", "joblib", "cmath", "bisect",
    "heapq", "locale", "unicodedata", "html", "urllib", "requests", "zlib", "gzip", "io", "tempfile", "asyncio",
    "contextlib", "concurrent", "threading", "mpl_toolkits", "graphviz", "pydotplus", "networkx", "l0bnb", "lifelines",
    "category_encoders", "missingno", "pylab", "umap", "wordcloud", "folium", "geopandas", "yellowbrick",
    "palmerpenguins", "vega_datasets", "polars", "sqlite3", "sksurv", "tslearn", "feature_engine", "mapie",
}  # fmt: skip
#: Libraries that leave what their functions are given alone, too, but may draw and keep state of their own.
CAREFUL_LIBRARIES = PURE_LIBRARIES | {
    "shap", "lime", "eli5", "sweetviz", "ydata_profiling", "pandas_profiling", "dtreeviz", "scikitplot", "pingouin",
    "scikit_posthocs", "tabulate", "squarify", "rapidfuzz", "fuzzywuzzy", "thefuzz", "Levenshtein", "jellyfish",
    "textblob", "emoji", "unidecode", "contractions", "langdetect", "kneed", "plotnine", "librosa", "skimage", "yaml",
    "toml", "geopy", "haversine", "pycountry", "holidays", "prettytable", "dataframe_image", "great_tables", "itables",
    "dtale", "joypy", "ptitprince", "klib", "dataprep", "pyLDAvis", "fitter", "qgrid", "pivottablejs", "dython",
    "ppscore", "rich", "termcolor", "calplot", "upsetplot", "researchpy", "statannotations", "holoviews", "pygwalker",
    "cv2",
}  # fmt: skip
#: Modules of other libraries that do so.
CAREFUL_MODULES = {
    "torch", "torch.fft", "torch.linalg", "torch.nn", "torch.nn.functional", "torch.nn.utils.rnn", "torch.optim",
    "torch.special", "torch.utils.data", "torchvision.transforms", "torchvision.transforms.functional",
    "torchvision.transforms.v2",
}  # fmt: skip
#: Libraries whose CamelCase classes are estimators: `fit` changes them, `predict` does not.
ESTIMATOR_LIBRARIES = {
    "sklearn", "xgboost", "lightgbm", "catboost", "imblearn", "statsmodels", "mlxtend", "ISLP", "category_encoders",
    "umap", "sksurv", "tslearn", "feature_engine", "mapie", "shap", "lime",
}  # fmt: skip
