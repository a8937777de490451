"""Calls and methods whose result is an array, a frame or a series for sure, and never a number instead."""

from __future__ import annotations

#: The type of an object is what it is at run time, not only what it behaves like.
EXACT = frozenset({"exact"})
#: It may be of another type than the one as which it is followed.
VAGUE = frozenset({"vague"})
#: The same call has once been followed to something that is not sure to be of that type.
UNSURE = frozenset({"unsure"})
#: A table whose columns stand in several levels: what one name gives is a table as often as a column.
LEVELS = frozenset({"columns-in-levels"})
#: An estimator whose predictions are arrays.
GIVES_ARRAYS = frozenset({"gives-arrays"})

#: Functions of numpy that always make an array.
ARRAY_FUNCTIONS = frozenset({
    "append", "arange", "argwhere", "array", "asarray", "atleast_1d", "atleast_2d", "bincount", "column_stack",
    "concatenate", "convolve", "cov", "delete", "diag", "diff", "empty", "empty_like", "eye", "flatnonzero", "full",
    "full_like", "genfromtxt", "geomspace", "hstack", "identity", "insert", "intersect1d", "isin", "kron", "linspace",
    "loadtxt", "logspace", "ones", "ones_like", "outer", "polyfit", "ravel", "reshape", "roll", "select", "setdiff1d",
    "sort", "stack", "tile", "tri", "tril", "triu", "union1d", "unique", "vander", "vstack", "zeros", "zeros_like",
})  # fmt: skip
#: Keywords by which some of them give a tuple.
ASKING_FOR_TUPLES = frozenset({
    "cov", "full", "retstep", "return_counts", "return_index", "return_indices", "return_inverse", "unpack",
})  # fmt: skip
#: Those that give for an array one, and for a table or a column whatever that makes of it.
ARRAY_FROM_ARRAY = frozenset({"argsort", "cumprod", "cumsum", "repeat", "squeeze", "swapaxes", "transpose"})
#: Functions and methods that sum up an array, or along one axis of it.
REDUCTIONS = frozenset({"all", "any", "argmax", "argmin", "max", "mean", "median", "min", "prod", "std", "sum", "var"})
#: Functions of numpy that join two arrays, or an array and a number, item by item.
JOINING_FUNCTIONS = frozenset({
    "add", "arctan2", "bitwise_and", "bitwise_or", "divide", "equal", "floor_divide", "fmax", "fmin", "greater",
    "greater_equal", "hypot", "less", "less_equal", "logaddexp", "logical_and", "logical_not", "logical_or",
    "logical_xor", "maximum", "minimum", "mod", "multiply", "not_equal", "power", "remainder", "subtract",
    "true_divide",
})  # fmt: skip
#: Those that give a floating-point number.
FLOATING_REDUCTIONS = frozenset({"mean", "median", "std", "var"})
QUANTILES = frozenset({"nanpercentile", "nanquantile", "percentile", "quantile"})
#: Functions of numpy that give for a table, a column or an array another one of the same type, or else a number.
ELEMENTWISE_FUNCTIONS = frozenset({
    "abs", "absolute", "arccos", "arcsin", "arctan", "cbrt", "ceil", "clip", "cos", "cosh", "exp", "exp2", "expm1",
    "fabs", "floor", "isfinite", "isinf", "isnan", "log", "log10", "log1p", "log2", "negative", "rint", "round", "sign",
    "sin", "sinh", "sqrt", "square", "tan", "tanh", "trunc",
})  # fmt: skip
#: Those of them that give a number of Python's type for one: it is a subclass.
FLOAT_FUNCTIONS = ELEMENTWISE_FUNCTIONS - {"isfinite", "isinf", "isnan"}
#: Metrics of scikit-learn that give an array.
ARRAY_METRICS = frozenset({"confusion_matrix", "multilabel_confusion_matrix", "pairwise_distances"})
#: Those of `numpy.linalg`.
LINALG_FUNCTIONS = frozenset({"inv", "pinv", "solve", "eigvalsh", "eigvals", "cholesky", "matrix_power"})
#: Draws that are an array if they are given a shape, which is this positional argument.
SIZED_DRAWS = {
    "rand": 0, "randn": 0, "random": 0, "random_sample": 0, "standard_normal": 0, "permutation": 0, "poisson": 1,
    "exponential": 1, "normal": 2, "uniform": 2, "binomial": 2, "randint": 2, "choice": 1, "integers": 2, "gamma": 2,
    "beta": 2, "lognormal": 2,
}  # fmt: skip
#: Libraries whose estimators predict arrays.
PREDICTS_ARRAYS = frozenset({"sklearn", "xgboost", "lightgbm", "catboost", "imblearn"})

_BOTH = frozenset({
    "abs", "add_prefix", "add_suffix", "asfreq", "astype", "bfill", "clip", "copy", "cummax", "cummin", "cumprod",
    "cumsum", "diff", "drop",
    "drop_duplicates", "dropna", "explode", "ffill", "fillna", "head", "interpolate", "isin", "isna", "isnull", "mask",
    "nlargest", "notna", "notnull", "nsmallest", "pct_change", "rank", "reindex", "replace", "round", "sample", "shift",
    "sort_index", "sort_values", "tail", "truncate", "tz_convert", "tz_localize", "where",
})  # fmt: skip
#: Type of the receiver -> methods that give the same type.
SAME_TYPE_METHODS: dict[str, frozenset[str]] = {
    "DataFrame": _BOTH | {
        "assign", "corr", "cov", "describe", "filter", "join", "map", "melt", "merge", "pivot_table", "query", "rename",
        "reset_index", "select_dtypes", "set_index", "transpose",
    },
    "Series": _BOTH | {"between", "describe", "map", "mode", "value_counts"},
    "ndarray": frozenset({
        "argsort", "astype", "copy", "cumprod", "cumsum", "flatten", "ravel", "repeat", "reshape", "swapaxes",
        "transpose",
    }),
}  # fmt: skip
#: Type of the receiver -> method -> what it gives for sure.
OTHER_TYPE_METHODS: dict[str, dict[str, str]] = {
    "DataFrame": {
        "mean": "Series", "sum": "Series", "std": "Series", "median": "Series", "min": "Series", "max": "Series",
        "var": "Series", "count": "Series", "nunique": "Series", "duplicated": "Series", "value_counts": "Series",
        "to_numpy": "ndarray",
    },
    "Series": {
        "to_frame": "DataFrame", "to_numpy": "ndarray", "reset_index": "DataFrame", "unstack": "DataFrame",
    },
}  # fmt: skip
#: Methods by which tables of other libraries become those of pandas, and columns arrays.
CONVERSIONS = frozenset({"df", "to_df", "fetchdf", "to_pandas", "to_numpy"})
#: Attributes of a frame that are no columns.
NO_COLUMNS = frozenset({"attrs", "flags", "plot", "style", "sparse", "dtypes", "axes", "shape", "size", "ndim"})
