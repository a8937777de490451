"""What functions of numpy say about the dimensions of what they give."""

from __future__ import annotations

#: Function -> the argument that is the shape.
SHAPE_AT = {"zeros": 0, "ones": 0, "empty": 0, "full": 0}
#: They give one dimension.
FLAT_CALLS = {"arange", "linspace", "logspace", "geomspace", "bincount", "ravel", "flatnonzero"}
#: They give one dimension unless they are told an axis.
FLATTENING = {"cumsum", "cumprod", "unique"}
#: They give two dimensions.
TABLES = {"eye", "identity", "column_stack", "vander", "tri"}
#: They give as many dimensions as their first argument has.
LIKE_ARGUMENT = {
    "array", "asarray", "asanyarray", "ascontiguousarray", "copy", "zeros_like", "ones_like", "empty_like", "full_like",
    "sort", "argsort", "flip", "roll", "where", "clip", "round", "around", "nan_to_num", "abs", "absolute", "fabs",
    "sqrt", "square", "exp", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "tanh", "arctan", "sign",
    "floor", "ceil", "negative", "isnan", "isfinite", "reciprocal",
}  # fmt: skip
#: They put the items of their first argument together, and give at least so many dimensions.
STACKS = {"concatenate": 1, "hstack": 1, "vstack": 2}
#: They give at least so many dimensions.
AT_LEAST = {"atleast_1d": 1, "atleast_2d": 2, "atleast_3d": 3}
#: Draw -> the argument that is its size.
RANDOM_COUNTS = {
    "random": 0, "random_sample": 0, "ranf": 0, "sample": 0, "standard_normal": 0, "choice": 1, "poisson": 1,
    "exponential": 1, "normal": 2, "uniform": 2, "randint": 2, "integers": 2, "binomial": 2, "beta": 2, "gamma": 2,
    "lognormal": 2, "laplace": 2,
}  # fmt: skip
#: Methods of arrays that keep the dimensions.
SAME_SHAPE_METHODS = {"copy", "astype", "clip", "round", "transpose", "conj", "view", "__copy__", "__deepcopy__"}
