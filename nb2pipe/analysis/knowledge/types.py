"""What types of values do: which methods change them, which calls make them, what a result shares with them."""

from __future__ import annotations

from nb2pipe.analysis.knowledge.tensors import WINDOW_FUNCTIONS

#: Values of these types never change: sharing them means nothing.
IMMUTABLE = {"int", "float", "str", "bool", "NoneType", "bytes", "complex", "range", "scalar", "frozenset-scalar"}

#: Values of these types are data and nothing else: what happens to one is seen only by who has it.
PLAIN_DATA = frozenset({
    "list", "dict", "set", "deque", "bytearray", "tuple", "DataFrame", "Series", "ndarray", "generator", "iterator",
    "styler",
})  # fmt: skip

_ALL = frozenset({"*"})
#: Type -> methods that change the receiver; `*` for all but the pure ones below.
MUTATING_METHODS: dict[str, frozenset[str]] = {
    "list": frozenset({"append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "__setitem__",
                       "__delitem__", "__iadd__", "__imul__", "__init__"}),
    "dict": frozenset({"__init__", "__ior__",
                       "update", "pop", "popitem", "clear", "setdefault", "__setitem__", "__delitem__", "move_to_end",
                       "subtract"}),
    "set": frozenset({"__init__", "__ior__", "__iand__", "__isub__", "__ixor__",
                      "add", "update", "discard", "remove", "pop", "clear", "difference_update",
                      "intersection_update", "symmetric_difference_update"}),
    "deque": frozenset({"__init__",
                        "append", "appendleft", "extend", "extendleft", "insert", "remove", "pop", "popleft", "clear",
                        "rotate", "reverse", "__setitem__", "__delitem__", "__iadd__"}),
    "bytearray": frozenset({"append", "extend", "insert", "remove", "pop", "clear", "reverse"}),
    "tuple": frozenset(),
    "DataFrame": frozenset({"insert", "pop", "update", "__setitem__", "__delitem__", "isetitem"}),
    "Series": frozenset({"pop", "update", "__setitem__"}),
    "Index": frozenset(),
    "ndarray": frozenset({"sort", "fill", "resize", "put", "partition", "itemset", "setflags", "setfield", "byteswap",
                          "__setitem__", "__iadd__"}),
    #: Attributes of tables: labels, indexers and accessors, whose methods give new objects, and `values`.
    "pandas-view": frozenset({"sort", "fill", "resize", "put", "partition", "__setitem__", "__iadd__"}),
    "estimator": frozenset({"fit", "partial_fit", "fit_transform", "fit_predict", "fit_resample", "set_params",
                            "set_output", "add", "compile", "train", "load_weights", "set_fit_request",
                            "conformalize", "fit_conformalize", "compute_risks", "compute_best_predict_param",
                            "remove_data", "sparsify", "densify", "grid_search", "randomized_search",
                            "select_features", "drop_unused_features"}),
    #: Trained by `xgboost.train` or `lightgbm.train`.
    "booster": frozenset({"update", "boost", "reset", "set_attr", "set_param", "load_model", "load_config", "add_valid",
                          "reset_parameter", "rollback_one_iter", "shuffle_models", "set_leaf_output", "free_dataset",
                          "set_train_data_name", "set_network", "free_network", "model_from_string", "__setitem__"}),
    "layer": frozenset({"train", "eval", "to", "cuda", "cpu", "half", "float", "double", "load_state_dict",
                         "zero_grad", "requires_grad_", "apply", "add_module", "register_module", "register_buffer",
                         "register_parameter", "register_forward_hook", "append", "extend", "insert", "compile"}),
    "network": frozenset({"fit", "compile", "add", "pop", "build", "load_weights", "set_weights", "train_on_batch",
                          "reset_states", "adapt", "fit_generator"}),
    "pandas": frozenset(),
    "polars": frozenset({"append", "extend", "insert_column", "replace_column", "scatter", "drop_in_place",
                         "__setitem__"}),
    "sql-context": frozenset({"execute", "register", "register_globals", "register_many", "unregister"}),
    "styler": frozenset({"format", "format_index", "relabel_index", "hide", "apply", "apply_index", "map", "map_index",
                         "applymap", "pipe", "use", "clear", "concat", "set_caption", "set_properties", "set_uuid",
                         "set_sticky", "set_table_styles", "set_table_attributes", "set_td_classes", "set_tooltips",
                         "bar", "background_gradient", "text_gradient", "highlight_max", "highlight_min",
                         "highlight_null", "highlight_between", "highlight_quantile"}),
    "result": frozenset(),
    "rng": _ALL,
    "file": _ALL,
    "stringio": frozenset({"write", "writelines", "read", "read1", "readline", "readlines", "readinto", "seek",
                           "truncate", "close", "detach", "getbuffer", "__next__"}),
    "generator": _ALL,
    "iterator": _ALL,
    "connection": _ALL,
    "lock": _ALL,
    "figure": _ALL,
    "reader": _ALL,
    "hash": frozenset({"update"}),
    "compressor": _ALL,
    "parser": _ALL,
    "made-class": frozenset(),
    "exit-stack": _ALL,
    "native": frozenset({"set_info", "set_label", "set_weight", "set_base_margin", "set_group", "set_float_info",
                         "set_float_info_npy2d", "set_uint_info"}),
    "temporary-folder": frozenset({"cleanup"}),
    "dataset": frozenset(),
    "loader": frozenset(),
    **dict.fromkeys(("tree", "lxml"), frozenset({"append", "extend", "insert", "remove", "clear", "set", "parse"})),
    "pattern": frozenset(),
    "getter": frozenset(),
    "method-caller": frozenset(),
    "vectorized": frozenset(),
    "path": frozenset(),
}  # fmt: skip

#: Methods that change the receiver of a type that is not known.
LIKELY_MUTATING = (
    MUTATING_METHODS["list"] | MUTATING_METHODS["dict"] | MUTATING_METHODS["set"] | MUTATING_METHODS["deque"]
    | (MUTATING_METHODS["estimator"] - {"train", "add"})
    | {"__next__", "send", "write", "writelines", "close", "seek", "truncate", "fill", "put", "resize", "shuffle",
       "step", "backward", "zero_grad", "load_state_dict", "eval_", "train_", "set_index_", "commit", "execute",
       "set_content", "add_attachment", "attach", "add_header", "filter_extremes", "filter_tokens",
       "filter_n_most_frequent", "create_sheet", "replace_with", "decompose", "unwrap",
       "set_title", "set_xlabel", "set_ylabel", "increment", "push", "enqueue", "set", "add_edge", "add_node",
       "add_edges_from", "add_nodes_from", "remove_node", "remove_edge", "eliminate_zeros",
       "setdiag", "add_note", "sum_duplicates", "sort_indices", "prune", "read_dict", "read_string"}
    | (SOLVING_METHODS := frozenset({"optimize", "optimise", "solve", "Solve"}))
)  # fmt: skip

#: Beginnings of method names that, by convention, change the receiver, if nothing takes what they give.
MUTATING_PREFIXES = (
    "add", "append", "clear", "configure", "define", "delete", "disable", "discard", "enable", "extend", "freeze",
    "insert", "paste", "pop", "push", "put", "register", "remove", "reset", "resize", "set", "thumbnail", "toggle",
    "unfreeze", "unregister", "update", "upsert",
)  # fmt: skip

#: Beginnings of names of methods that make the receiver ready, whatever they give.
PREPARING_PREFIXES = (
    "build", "compile", "connect", "fine_tun", "finetun", "fit", "initiali", "learn", "load", "maximi", "Maximi",
    "minimi", "Minimi", "prepare", "run", "setup", "simulate", "start", "train", "tune",
)  # fmt: skip

#: Beginnings of method names that, by convention, leave the receiver alone.
PURE_PREFIXES = (
    "get_", "is_", "has_", "to_", "as_", "predict", "transform", "inverse_transform", "score", "decision_function",
    "plot", "copy", "describe", "summary", "params", "conf_int", "forecast", "kneighbors", "sample_y", "apply", "__",
    "isin", "str", "startswith", "endswith", "split", "join", "strip", "format", "lower", "upper", "replace", "items",
    "keys", "values", "get", "index", "count", "find", "encode", "decode", "mean", "sum", "std", "var", "min", "max",
    "median", "head", "tail", "astype", "reshape", "flatten", "ravel", "dot", "tolist", "item", "group", "match",
    "isoformat", "strftime", "total_seconds", "union", "intersection", "difference", "most_common", "elements",
    "exists", "read_text", "read_bytes", "with_", "parent", "resolve", "glob", "iterdir", "nunique", "unique",
    "search", "anova", "wald", "t_test", "f_test", "cov_params", "pvalues", "confusion", "staged_", "bic", "aic",
    "feature_importance", "feature_name",
    "pdf", "cdf", "value_counts", "sort_", "drop", "fillna", "dropna", "merge", "groupby", "agg", "rename", "assign",
    "round", "abs", "cumsum", "shift", "rolling", "resample", "pivot", "melt", "query", "sample", "nlargest",
    "nsmallest", "corr", "cov", "quantile", "map", "clip", "rank", "diff", "pct_change", "isna", "isnull", "notna",
    "notnull", "between", "set_index", "reset_index", "hist", "all", "any", "argmax", "argmin", "argsort", "nonzero",
    "cumprod", "prod", "mode", "skew", "idxmax", "idxmin", "interpolate", "ffill", "bfill", "stack", "unstack",
    "explode", "transpose", "where", "mask", "filter", "first", "last", "nth", "size", "squeeze", "xs", "view",
    "info", "todense", "toarray", "title", "casefold", "ppf", "logpdf", "pmf", "sf", "interval", "entropy", "moment",
    "expect", "support", "rvs", "save", "render", "show", "print", "display", "explain", "assert", "check", "export",
    "dump", "visuali", "reindex", "asfreq", "asof", "add_prefix", "add_suffix", "at_time", "combine_first",
    "convert_dtypes", "cummax", "cummin", "duplicated", "equals", "ewm", "expanding", "infer_objects", "iterrows",
    "itertuples", "kurt", "memory_usage", "reorder_levels", "select_dtypes", "set_axis", "swaplevel", "tz_convert",
    "tz_localize", "truediv", "floordiv", "autocorr", "boxplot", "factorize", "swapaxes", "diagonal", "argpartition",
    "acf", "pred_table", "test_", "outlier_test",
)  # fmt: skip

#: Beginnings of those of them that people call to look at something, though nothing takes what they give.
LOOKING_PREFIXES = (
    "get", "is_", "has_", "to_", "as_", "copy", "__", "show", "display", "print", "plot", "hist", "boxplot", "render",
    "visuali", "explain", "summary", "describe", "info", "head", "tail",
)  # fmt: skip

#: Methods that put what they are given into the receiver.
STORING_METHODS = {
    "append", "appendleft", "add", "insert", "setdefault", "push", "put", "put_nowait", "extend", "update", "set",
    "setFormatter", "addFilter", "appendChild", "insertBefore", "replaceChild", "setAttributeNode", "addTest",
}  # fmt: skip

#: Methods that keep the functions that they are given, to call them when something happens to the receiver.
REGISTERING_METHODS = {
    "add_done_callback",
    "callback",
    "push",
    "enter",
    "enterabs",
    "create_function",
    "create_aggregate",
    "observe",
    "on_click",
    "subscribe",
    "connect",
    "mpl_connect",
    "add_listener",
    "add_callback",
    "register",
    "register_hook",
    "register_forward_hook",
    "register_forward_pre_hook",
    "register_full_backward_hook",
}
#: Methods among those that may give something that the receiver holds, or a view of it.
GIVING_METHODS = {
    "get", "items", "values", "first", "last", "view", "squeeze", "transpose", "reshape", "ravel", "swapaxes", "where",
    "to_numpy", "get_edge_data",
}  # fmt: skip

#: Methods that give a window on the memory of an array or a tensor, if that is what they are asked of.
WINDOW_METHODS = {
    "view", "squeeze", "transpose", "reshape", "ravel", "swapaxes", "diagonal", "numpy", "detach", "unsqueeze",
    "permute", "expand", "view_as",
}  # fmt: skip

#: Attributes of an array that are windows on its memory.
WINDOW_ATTRIBUTES = {"T", "real", "imag", "flat"}

#: Types of arrays; a transformer gives an array, if nobody has set another output.
ARRAYS = {"ndarray", "array-like"}

#: Types of pandas' tables and columns.
TABLES = frozenset({"DataFrame", "Series"})

#: The trait of what shares the memory of something that may be an array.
WINDOW = frozenset({"window"})

#: Types of objects that may be arrays: of nothing known, and of what a transformer gives.
MAYBE_ARRAYS = {"", "array-like"}

#: Methods that act on something outside, though they change no value.
ACTING_METHODS = {"close", "commit", "flush", "shutdown", "sync"}

#: Methods of tables that call the functions that they are given at once, and keep none.
CALLING_METHODS = {"agg", "aggregate", "apply", "applymap", "assign", "groupby", "rename", "sort_values"}

#: The name of what shows the dicts that it was given, and is asked as one.
SHARED_DICT = "shared dict"

#: Attributes that share memory or state with their object.
VIEW_ATTRIBUTES = {"T", "loc", "iloc", "at", "iat", "values", "flat", "real", "imag", "array", "columns", "index"}

#: Modules that people reach through their package, without an import of their own.
SUBMODULES = frozenset({"os.path", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "numpy.polynomial",
                        "numpy.testing", "pandas.api.types", "pandas.tseries.offsets", "matplotlib.cm"})  # fmt: skip

#: The type, and the trait, of data that a library keeps in memory of its own.
NATIVE = "native"
#: Types that no other process can be given, and what they are called to the user.
UNCROSSABLE_TYPES = {
    "generator": "generator", "file": "open file", "connection": "open connection", "lock": "thread lock",
    "log-handler": "log handler", "styler": "styled table", "page": "parsed page",
    "coroutine": "coroutine", "bound": "bound method", "iterator": "iterator", "match": "regex match",
    "module": "module", "dictview": "live view of a dict", "read-only dict": "read-only view of a dict",
    "reader": "reader of a file in chunks", "hash": "hash object", "compressor": "compressor or decompressor",
    "parser": "argument parser", "made-class": "class that a call made", "code": "compiled code",
    NATIVE: "data set in the memory of xgboost or lightgbm",
    "exit-stack": "stack of open contexts", "lxml": "parsed tree of lxml", "relation": "relation of duckdb",
    "sql-context": "SQL context of polars",
    "formula": "formula that calls the notebook's functions", "temporary-folder": "temporary folder",
}  # fmt: skip

#: Beginning of the name of what made such a value -> what it is called, where that is not the name of its type.
UNCROSSABLE_BY_MAKER = {
    "concurrent.futures.": "pool of threads or processes", "multiprocessing.Pool": "pool of threads or processes",
    "multiprocessing.pool.": "pool of threads or processes", "multiprocessing.dummy.": "pool of threads or processes",
    "subprocess.": "running program", "pyspark.": "session of Spark", "boto3.": "client of AWS",
    "google.cloud.": "client of Google Cloud", "openai.": "client of OpenAI", "anthropic.": "client of Anthropic",
    "dask.": "client of a cluster", "distributed.": "client of a cluster", "ray.": "client of a cluster",
    "sqlalchemy.create_engine": "engine of a database", "selenium.": "driver of a browser",
    "http.server.": "server", "socketserver.": "server", "xmlrpc.server.": "server", "wsgiref.": "server",
    "cv2.": "open video", "shelve.": "open shelf", "asyncio.": "task or loop of asyncio", "weakref.": "weak reference",
    "builtins.memoryview": "view of memory", "mmap.": "mapped file", "contextvars.": "context variable",
    "queue.": "queue between threads", "threading.Thread": "thread", "threading.Timer": "thread",
    "threading.local": "store of one thread", "ssl.": "context of TLS", "inspect.": "frame of the interpreter",
    "sys._getframe": "frame of the interpreter", "torch.utils.tensorboard.": "open log", "tensorboardX.": "open log",
}  # fmt: skip

#: Calls whose result holds the elements of the arguments, but not the arguments themselves.
SHALLOW_CALLS = {
    "builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset", "builtins.dict", "builtins.sorted",
    "builtins.iter", "builtins.zip", "builtins.map", "builtins.filter", "builtins.enumerate",
    "builtins.reversed", "collections.deque", "collections.OrderedDict", "collections.Counter", "itertools.chain",
    "itertools.islice", "itertools.cycle", "collections.ChainMap", "itertools.product", "itertools.combinations",
    "itertools.takewhile", "itertools.dropwhile", "itertools.filterfalse", "itertools.compress", "heapq.merge",
    "heapq.nlargest", "heapq.nsmallest", "random.sample", "random.choices",
    "concurrent.futures.as_completed", "asyncio.as_completed", "collections.UserList", "collections.UserDict",
}  # fmt: skip
#: Calls that give an element of what they are given.
ELEMENT_CALLS = {
    "builtins.max", "builtins.min", "builtins.getattr", "heapq.heappop",
    "random.choice", "heapq.heapreplace", "heapq.heappushpop", "builtins.vars", "operator.getitem",
}  # fmt: skip
#: Calls whose result may share memory with the first argument.
VIEW_CALLS = {
    *(f"torch.{name}" for name in WINDOW_FUNCTIONS),
    "numpy.asarray", "numpy.asanyarray", "numpy.ravel", "numpy.reshape", "numpy.squeeze", "numpy.atleast_1d",
    "numpy.atleast_2d", "numpy.transpose", "numpy.swapaxes", "numpy.broadcast_to", "numpy.expand_dims",
    "numpy.diagonal", "numpy.flip", "numpy.fliplr", "numpy.flipud", "numpy.ascontiguousarray",
    "numpy.asmatrix", "numpy.asfortranarray", "numpy.asarray_chkfinite", "numpy.real", "numpy.imag", "numpy.atleast_3d",
    "numpy.diag", "numpy.permute_dims", "numpy.matrix_transpose", "numpy.trim_zeros", "numpy.ma.asarray",
    "numpy.ma.getdata", "numpy.require", "memoryview", "numpy.moveaxis", "numpy.rollaxis", "numpy.frombuffer",
    "numpy.rot90",
    "numpy.ma.array", "numpy.ma.masked_array", "numpy.ma.MaskedArray",
    "numpy.lib.stride_tricks.as_strided",
    "numpy.lib.stride_tricks.sliding_window_view",
}  # fmt: skip
#: Trees of points, which `query` asks for the nearest ones.
SEARCH_TREES = ("scipy.spatial.KDTree", "scipy.spatial.cKDTree", "scipy.spatial.ckdtree.cKDTree")
