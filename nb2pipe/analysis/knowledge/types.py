"""What types of values do: which methods change them, which calls make them, what a result shares with them."""

from __future__ import annotations

from nb2pipe.analysis.knowledge.tensors import WINDOW_FUNCTIONS

#: Values of these types never change: sharing them means nothing.
IMMUTABLE = {"int", "float", "str", "bool", "NoneType", "bytes", "complex", "range", "scalar", "frozenset-scalar"}

#: Values of these types are data and nothing else: what happens to one is seen only by who has it.
PLAIN_DATA = frozenset({
    "list", "dict", "set", "deque", "bytearray", "tuple", "DataFrame", "Series", "ndarray", "generator", "iterator",
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
                            "set_output", "add", "compile", "train", "load_weights", "set_fit_request"}),
    "layer": frozenset({"train", "eval", "to", "cuda", "cpu", "half", "float", "double", "load_state_dict",
                         "zero_grad", "requires_grad_", "apply", "add_module", "register_module", "register_buffer",
                         "register_parameter", "register_forward_hook", "append", "extend", "insert", "compile"}),
    "network": frozenset({"fit", "compile", "add", "pop", "build", "load_weights", "set_weights", "train_on_batch",
                          "reset_states", "adapt", "fit_generator"}),
    "pandas": frozenset(),
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
    "parser": _ALL,
    "made-class": frozenset(),
    "exit-stack": _ALL,
    "temporary-folder": frozenset({"cleanup"}),
    "dataset": frozenset(),
    "loader": frozenset(),
    "tree": frozenset({"append", "extend", "insert", "remove", "clear", "set", "parse"}),
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
       "set_content", "add_attachment", "attach", "add_header",
       "set_title", "set_xlabel", "set_ylabel", "increment", "push", "enqueue", "set", "add_edge", "add_node",
       "add_edges_from", "add_nodes_from", "remove_node", "remove_edge", "eliminate_zeros",
       "setdiag", "sum_duplicates", "sort_indices", "prune"}
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
    "pdf", "cdf", "value_counts", "sort_", "drop", "fillna", "dropna", "merge", "groupby", "agg", "rename", "assign",
    "round", "abs", "cumsum", "shift", "rolling", "resample", "pivot", "melt", "query", "sample", "nlargest",
    "nsmallest", "corr", "cov", "quantile", "map", "clip", "rank", "diff", "pct_change", "isna", "isnull", "notna",
    "notnull", "between", "set_index", "reset_index", "hist", "all", "any", "argmax", "argmin", "argsort", "nonzero",
    "cumprod", "prod", "mode", "skew", "idxmax", "idxmin", "interpolate", "ffill", "bfill", "stack", "unstack",
    "explode", "transpose", "where", "mask", "filter", "first", "last", "nth", "size", "squeeze", "xs", "view",
    "info", "todense", "toarray", "title", "casefold", "ppf", "logpdf", "pmf", "sf", "interval", "entropy", "moment",
    "expect", "support", "rvs", "save", "render",
)  # fmt: skip

#: Methods that put what they are given into the receiver.
STORING_METHODS = {
    "append", "appendleft", "add", "insert", "setdefault", "push", "put", "put_nowait", "extend", "update", "set",
    "setFormatter", "addFilter",
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

#: The trait of what shares the memory of something that may be an array.
WINDOW = frozenset({"window"})

#: Types of objects that may be arrays: of nothing known, and of what a transformer gives.
MAYBE_ARRAYS = {"", "array-like"}

#: Methods that act on something outside, though they change no value.
ACTING_METHODS = {"close", "commit", "flush", "shutdown", "sync"}

#: Methods of tables that call the functions that they are given at once, and keep none.
CALLING_METHODS = {"agg", "aggregate", "apply", "applymap", "assign", "groupby", "rename", "sort_values"}

#: What every container does where somebody calls its special methods by name.
_OF_CONTAINERS = {"__iter__": "iterator", "__reversed__": "iterator", "__getitem__": "elements"}

#: Type -> what its methods give; `self` for the receiver, `shallow` for a new holder of the same elements,
#: `elements` for what it holds, `view` for something that shares memory; anything else is a new value of that type.
METHOD_RESULTS: dict[str, dict[str, str]] = {
    "list": {"copy": "shallow", "pop": "elements", "index": "int", "count": "int", **_OF_CONTAINERS,
             "append": "NoneType", "extend": "NoneType", "insert": "NoneType", "remove": "NoneType",
             "clear": "NoneType", "sort": "NoneType", "reverse": "NoneType"},
    "tuple": {"index": "int", "count": "int", **_OF_CONTAINERS},
    "dict": {**_OF_CONTAINERS,
             "copy": "shallow", "get": "elements", "pop": "elements", "popitem": "elements", "setdefault": "elements",
             "values": "shallow", "items": "shallow", "keys": "shallow", "most_common": "shallow",
             "elements": "shallow", "update": "NoneType", "clear": "NoneType"},
    "set": {"__iter__": "iterator", "copy": "shallow", "pop": "elements", "union": "shallow", "intersection": "shallow",
            "difference": "shallow", "add": "NoneType", "update": "NoneType", "discard": "NoneType",
            "remove": "NoneType", "clear": "NoneType"},
    "deque": {"copy": "shallow", "pop": "elements", "popleft": "elements", **_OF_CONTAINERS, "append": "NoneType",
              "appendleft": "NoneType", "extend": "NoneType", "extendleft": "NoneType", "clear": "NoneType",
              "rotate": "NoneType", "reverse": "NoneType"},
    "DataFrame": {"copy": "DataFrame", "groupby": "pandas", "rolling": "pandas", "resample": "pandas",
                  "expanding": "pandas", "ewm": "pandas", "pop": "Series", "to_numpy": "view", "describe": "DataFrame",
                  "mean": "Series", "sum": "Series", "std": "Series", "median": "Series", "min": "Series",
                  "max": "Series", "var": "Series", "count": "Series", "nunique": "Series", "apply": "",
                  "to_dict": "dict", "to_csv": "str", "to_json": "str", "to_string": "str", "to_html": "str",
                  "items": "elements", "iterrows": "iterator", "itertuples": "iterator", "pipe": "", "squeeze": "view",
                  "hist": "figure", "boxplot": "figure", "eval": "", "plot": "figure", "info": "NoneType",
                  "idxmax": "Series", "idxmin": "Series", "duplicated": "Series", "all": "Series", "any": "Series",
                  "memory_usage": "Series", "value_counts": "Series", "stack": "", "unstack": ""},
    "Series": {"copy": "Series", "groupby": "pandas", "rolling": "pandas", "resample": "pandas", "ewm": "pandas",
               "expanding": "pandas", "to_numpy": "view", "mean": "float", "sum": "scalar", "std": "float",
               "median": "float", "min": "scalar", "max": "scalar", "var": "float", "count": "scalar", "nunique": "int",
               "tolist": "list", "to_list": "list", "unique": "ndarray", "to_dict": "dict", "to_frame": "DataFrame",
               "reset_index": "", "items": "iterator", "idxmax": "scalar", "idxmin": "scalar", "quantile": "",
               "corr": "float", "all": "bool", "any": "bool", "hist": "figure", "plot": "figure", "describe": "Series",
               "unstack": "DataFrame"},
    "pandas": {},
    "pandas-view": {"delete": "Index", "insert": "Index", "append": "Index", "drop": "Index", "union": "Index",
                    "difference": "Index", "intersection": "Index", "symmetric_difference": "Index",
                    "tolist": "list", "to_list": "list"},
    "ndarray": {"copy": "ndarray", "reshape": "view", "ravel": "view", "view": "view", "squeeze": "view",
                "transpose": "view", "swapaxes": "view", "diagonal": "view", "tolist": "list", "item": "scalar",
                "mean": "", "sum": "", "std": "", "min": "", "max": "", "astype": "ndarray", "flatten": "ndarray",
                "tobytes": "bytes"},
    "estimator": {"fit": "self", "partial_fit": "self", "set_params": "self", "set_output": "self",
                  "predict": "ndarray", "predict_proba": "ndarray", "transform": "array-like",
                  "fit_transform": "array-like", "score": "float", "fit_predict": "ndarray", "get_params": "dict",
                  "decision_function": "ndarray", "inverse_transform": "array-like", "get_feature_names_out": "ndarray",
                  "summary": "result", "params": "Series", "split": "iterator"},
    "pattern": {"match": "match", "search": "match", "fullmatch": "match", "finditer": "iterator", "sub": "str",
                "findall": "list", "split": "list"},
    "match": {"group": "scalar", "groups": "tuple", "groupdict": "dict", "start": "int", "end": "int", "span": "tuple",
              "expand": "str"},
    "connection": {"connect": "connection", "begin": "connection", "raw_connection": "connection",
                   "submit": "connection", "cursor": "connection", "execute": "connection", "map": "iterator",
                   "imap": "iterator", "apply_async": "connection", "map_async": "connection",
                   "result": "elements", "get": "elements",
                   "fetchone": "tuple", "fetchall": "list", "fetchmany": "list"},
    "lock": {"get": "elements", "get_nowait": "elements"},
    "hash": {"hexdigest": "str", "digest": "bytes", "copy": "hash"},
    "page": {"find": "page", "find_all": "page", "select": "page", "select_one": "page", "find_next": "page",
             "find_parent": "page", "find_next_sibling": "page", "new_tag": "page", "get_text": "str",
             "prettify": "str", "get": "", "decode": "str"},
    "tree": {**dict.fromkeys(("find", "findall", "iter", "iterfind", "getroot", "getiterator"), "tree"),
             "findtext": "str", "itertext": "iterator", "items": "list", "keys": "list", "get": "scalar"},
    "layer": {"train": "self", "eval": "self", "to": "self", "cuda": "self", "cpu": "self", "half": "self",
               "float": "self", "double": "self", "apply": "self", "requires_grad_": "self", "append": "self",
               "parameters": "iterator", "named_parameters": "iterator", "children": "iterator", "modules": "iterator",
               "state_dict": "dict"},
    "network": {"fit": "result", "predict": "ndarray", "summary": "NoneType", "evaluate": "scalar",
                "compile": "NoneType", "add": "NoneType", "get_weights": "list"},
    "str": {"split": "list", "rsplit": "list", "splitlines": "list", "encode": "bytes", "partition": "tuple"},
    "file": {"read": "str", "readline": "str", "readlines": "list"},
    "path": {"read_text": "str", "read_bytes": "bytes", "open": "file", "exists": "bool", "with_suffix": "path",
             "resolve": "path", "absolute": "path", "joinpath": "path", "iterdir": "iterator", "glob": "iterator",
             "rglob": "iterator"},
    "rng": {"manual_seed": "self"},
    "figure": {"get_title": "str", "get_xlabel": "str", "get_ylabel": "str", "get_label": "str", "get_text": "str",
               "get_color": "scalar", "get_linewidth": "float", "get_alpha": "scalar", "get_visible": "bool",
               "get_dpi": "float", "get_figwidth": "float", "get_figheight": "float", "get_height": "float",
               "get_width": "float", "get_xlim": "tuple", "get_ylim": "tuple", "get_size_inches": "ndarray",
               "get_xticks": "ndarray", "get_yticks": "ndarray", "get_xdata": "ndarray", "get_ydata": "ndarray",
               "has_data": "bool", "legend_elements": "tuple", "get_legend_handles_labels": "tuple"},
}  # fmt: skip

#: Attributes that share memory or state with their object.
VIEW_ATTRIBUTES = {"T", "loc", "iloc", "at", "iat", "values", "flat", "real", "imag", "array", "columns", "index"}

#: Qualified library call -> type of its result.
RESULT_TYPES: dict[str, str] = {
    "pandas.DataFrame": "DataFrame", "pandas.Series": "Series", "pandas.read_csv": "DataFrame",
    "pandas.read_excel": "DataFrame", "pandas.read_parquet": "DataFrame", "pandas.read_table": "DataFrame",
    "pandas.read_feather": "DataFrame", "pandas.read_stata": "DataFrame", "pandas.read_fwf": "DataFrame",
    "pandas.merge": "DataFrame", "pandas.concat": "", "pandas.get_dummies": "DataFrame", "pandas.crosstab": "DataFrame",
    "pandas.pivot_table": "DataFrame", "pandas.melt": "DataFrame", "pandas.to_datetime": "", "pandas.cut": "",
    "pandas.merge_asof": "DataFrame", "pandas.merge_ordered": "DataFrame", "pandas.pivot": "DataFrame",
    "pandas.wide_to_long": "DataFrame", "pandas.read_sql": "DataFrame", "pandas.read_sql_query": "DataFrame",
    "pandas.read_sql_table": "DataFrame", "pandas.read_html": "list", "pandas.read_orc": "DataFrame",
    "pandas.read_clipboard": "DataFrame", "pandas.DataFrame.from_dict": "DataFrame",
    "pandas.DataFrame.from_records": "DataFrame", "pandas.period_range": "Index", "pandas.timedelta_range": "Index",
    "pandas.bdate_range": "Index", "pandas.interval_range": "Index", "pandas.MultiIndex.from_product": "Index",
    "pandas.MultiIndex.from_tuples": "Index", "pandas.MultiIndex.from_arrays": "Index",
    "pandas.MultiIndex.from_frame": "Index", "pandas.Timedelta": "scalar", "pandas.Timestamp": "scalar",
    "pandas.qcut": "", "pandas.date_range": "Index", "pandas.Index": "Index", "pandas.json_normalize": "DataFrame",
    "numpy.random.default_rng": "rng", "numpy.random.RandomState": "rng", "numpy.random.Generator": "rng",
    **{f"numpy.random.{bits}": "rng" for bits in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")},
    "random.sample": "list", "random.choices": "list",
    "random.Random": "rng", "numpy.mean": "", "numpy.sum": "", "collections.defaultdict": "dict",
    "collections.OrderedDict": "dict", "collections.Counter": "dict", "collections.deque": "deque",
    "collections.UserList": "list", "collections.UserDict": "dict",
    "builtins.open": "file", "io.StringIO": "stringio", "io.BytesIO": "stringio", "gzip.open": "file",
    "sqlite3.connect": "connection", "duckdb.connect": "connection", "psycopg2.connect": "connection",
    "psycopg.connect": "connection", "pymysql.connect": "connection", "pyodbc.connect": "connection",
    "sqlalchemy.create_engine": "connection",
    "mysql.connector.connect": "connection", "h5py.File": "file", "netCDF4.Dataset": "file", "gzip.GzipFile": "file",
    "wave.open": "file", "tarfile.TarFile": "file", "codecs.open": "file", "io.open": "file",
    "threading.Lock": "lock", "threading.RLock": "lock", "threading.Thread": "lock",
    "threading.Event": "lock", "threading.Condition": "lock", "threading.Semaphore": "lock",
    "asyncio.Lock": "lock", "asyncio.Semaphore": "lock", "asyncio.BoundedSemaphore": "lock", "asyncio.Event": "lock",
    "asyncio.Condition": "lock", "asyncio.Queue": "lock",
    "threading.local": "lock", "queue.Queue": "lock", "socket.socket": "connection",
    "multiprocessing.Pool": "connection", "concurrent.futures.ThreadPoolExecutor": "connection",
    "concurrent.futures.ProcessPoolExecutor": "connection", "multiprocessing.pool.ThreadPool": "connection",
    "bs4.BeautifulSoup": "page", "torch.Generator": "rng",
    **{f"torch.utils.data.{name}": "dataset" for name in ("TensorDataset", "Subset", "ConcatDataset")},
    **{f"xml.etree.ElementTree.{name}": "tree"
       for name in ("parse", "fromstring", "XML", "Element", "ElementTree")},
    "multiprocessing.dummy.Pool": "connection", "logging.StreamHandler": "log-handler",
    "logging.FileHandler": "log-handler", "logging.handlers.RotatingFileHandler": "log-handler",
    "tempfile.NamedTemporaryFile": "file", "tempfile.TemporaryFile": "file", "zipfile.ZipFile": "file",
    "subprocess.Popen": "connection", "csv.reader": "file", "csv.DictReader": "file", "csv.writer": "file",
    "csv.DictWriter": "file", "weakref.ref": "connection", "pickle.Pickler": "file", "pickle.Unpickler": "file",
    "builtins.int": "int", "builtins.float": "float", "builtins.str": "str", "builtins.bool": "bool",
    "builtins.len": "int", "builtins.abs": "scalar", "builtins.round": "scalar", "builtins.sum": "scalar",
    "builtins.repr": "str", "builtins.hash": "int", "builtins.id": "int", "builtins.ord": "int", "builtins.chr": "str",
    "builtins.format": "str", "builtins.isinstance": "bool", "builtins.issubclass": "bool", "builtins.any": "bool",
    "builtins.all": "bool", "builtins.callable": "bool", "builtins.hasattr": "bool", "builtins.print": "NoneType",
    "builtins.range": "range", "builtins.divmod": "scalar", "builtins.pow": "scalar", "builtins.bin": "str",
    "builtins.hex": "str", "builtins.bytes": "bytes", "builtins.complex": "complex", "builtins.dir": "list",
    "builtins.bytearray": "bytearray", "builtins.type": "scalar", "builtins.ascii": "str", "builtins.oct": "str",
    "builtins.iter": "iterator", "builtins.zip": "iterator", "builtins.map": "iterator", "builtins.filter": "iterator",
    "builtins.enumerate": "iterator", "builtins.reversed": "iterator",
    "builtins.list": "list", "builtins.tuple": "tuple", "builtins.set": "set", "builtins.frozenset": "tuple",
    "builtins.dict": "dict", "builtins.sorted": "list", "builtins.object": "sentinel", "copy.copy": "",
    "pathlib.Path": "path", "pathlib.PurePath": "path", "json.dumps": "str", "time.time": "float",
    "datetime.datetime": "scalar", "datetime.date": "scalar", "datetime.timedelta": "scalar",
    "decimal.Decimal": "scalar", "fractions.Fraction": "scalar", "os.path.join": "str", "os.getcwd": "str",
    "types.ModuleType": "module", "importlib.import_module": "module", "re.compile": "pattern",
    "hashlib.new": "hash", "argparse.ArgumentParser": "parser",
    "contextlib.ExitStack": "exit-stack", "contextlib.AsyncExitStack": "exit-stack",
    "tempfile.TemporaryDirectory": "temporary-folder", "pandas.ExcelFile": "file", "pandas.ExcelWriter": "file",
    "pandas.HDFStore": "file", "tarfile.open": "file", "bz2.open": "file", "lzma.open": "file",
    "shelve.open": "connection", "os.scandir": "iterator", "os.walk": "iterator", "glob.iglob": "iterator",
    "re.match": "match", "re.search": "match", "re.fullmatch": "match", "re.finditer": "iterator",
    "builtins.memoryview": "connection", "contextvars.ContextVar": "connection", "asyncio.create_task": "connection",
    "itertools.count": "iterator", "itertools.cycle": "iterator", "itertools.chain": "iterator",
    "itertools.islice": "iterator", "itertools.product": "iterator", "itertools.combinations": "iterator",
    "itertools.permutations": "iterator", "itertools.groupby": "iterator", "itertools.tee": "iterator",
    "itertools.takewhile": "iterator", "itertools.dropwhile": "iterator", "itertools.filterfalse": "iterator",
    "itertools.compress": "iterator", "heapq.merge": "iterator", "heapq.nlargest": "list", "heapq.nsmallest": "list",
    "itertools.accumulate": "iterator", "itertools.starmap": "iterator", "itertools.repeat": "iterator",
    "asyncio.ensure_future": "connection", "statsmodels.api.OLS": "estimator",
    "sklearn.utils.Bunch": "bunch", "statsmodels.formula.api.ols": "estimator", "os.path.exists": "bool",
    "tqdm.tqdm": "iterator", "tqdm.trange": "iterator", "tqdm.auto.tqdm": "iterator", "tqdm.auto.trange": "iterator",
    "tqdm.notebook.tqdm": "iterator", "tqdm.notebook.trange": "iterator",
    "sklearn.model_selection.cross_val_score": "ndarray", "sklearn.model_selection.cross_val_predict": "ndarray",
    "concurrent.futures.as_completed": "iterator", "asyncio.as_completed": "iterator",
    "operator.itemgetter": "getter", "operator.attrgetter": "getter",
}  # fmt: skip

#: Modules that people reach through their package, without an import of their own.
SUBMODULES = frozenset({"os.path", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "numpy.polynomial",
                        "numpy.testing", "pandas.api.types", "pandas.tseries.offsets", "matplotlib.cm"})  # fmt: skip

#: Types that no other process can be given, and what they are called to the user.
UNCROSSABLE_TYPES = {
    "generator": "generator", "file": "open file", "connection": "open connection", "lock": "thread lock",
    "log-handler": "log handler", "page": "parsed page",
    "coroutine": "coroutine", "bound": "bound method", "iterator": "iterator", "match": "regex match",
    "module": "module", "dictview": "live view of a dict", "reader": "reader of a file in chunks",
    "hash": "hash object", "parser": "argument parser", "made-class": "class that a call made",
    "exit-stack": "stack of open contexts",
    "formula": "formula that calls the notebook's functions", "temporary-folder": "temporary folder",
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
    "builtins.next", "builtins.max", "builtins.min", "builtins.getattr", "heapq.heappop",
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
    "numpy.nditer", "numpy.ma.array", "numpy.ma.masked_array", "numpy.ma.MaskedArray",
    "numpy.lib.stride_tricks.as_strided",
    "numpy.lib.stride_tricks.sliding_window_view",
}  # fmt: skip
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
    "palmerpenguins", "vega_datasets", "sqlite3", "sksurv", "tslearn", "feature_engine",
}  # fmt: skip
#: Trees of points, which `query` asks for the nearest ones.
SEARCH_TREES = ("scipy.spatial.KDTree", "scipy.spatial.cKDTree", "scipy.spatial.ckdtree.cKDTree")
#: Libraries whose CamelCase classes are estimators: `fit` changes them, `predict` does not.
ESTIMATOR_LIBRARIES = {
    "sklearn", "xgboost", "lightgbm", "catboost", "imblearn", "statsmodels", "mlxtend", "ISLP", "category_encoders",
    "umap", "sksurv", "tslearn", "feature_engine",
}  # fmt: skip
