"""What calls of library functions do, as data: the effect table.

Names are qualified by their module. A pattern that ends in `.*` covers everything below.
"""

from __future__ import annotations

from nb2pipe.analysis.knowledge.printing import PRINTING_CALLS
from nb2pipe.analysis.knowledge.settings import SETTING_CALLS
from nb2pipe.analysis.knowledge.tensors import DRAWING_FUNCTIONALS
from nb2pipe.analysis.knowledge.types import MUTATING_METHODS
from nb2pipe.model.effects import EffectKind as E

#: Library function -> its effects: kind and target; a target `@0` is the first argument, `@1 dst` the second or `dst=`.
CALL_EFFECTS: dict[str, tuple[tuple[E, str], ...]] = {
    "numpy.random.seed": ((E.SEED, "numpy"),),
    "numpy.random.get_state": ((E.DRAW, "numpy"),),
    "random.getstate": ((E.DRAW, "python"),),
    "torch.get_rng_state": ((E.DRAW, "torch"),),
    "torch.set_rng_state": ((E.SEED, "torch"),),
    "numpy.random.set_state": ((E.SEED, "numpy"),),
    "random.seed": ((E.SEED, "python"),),
    "random.setstate": ((E.SEED, "python"),),
    "torch.manual_seed": ((E.SEED, "torch"),),
    "torch.random.manual_seed": ((E.SEED, "torch"),),
    "torch.cuda.manual_seed": ((E.SEED, "torch"),),
    "torch.cuda.manual_seed_all": ((E.SEED, "torch"),),
    "torch.mps.manual_seed": ((E.SEED, "torch"),),
    **dict.fromkeys(
        (
            "pytorch_lightning.seed_everything",
            "lightning.seed_everything",
            "lightning.pytorch.seed_everything",
            "transformers.set_seed",
            "fastai.torch_core.set_seed",
            "accelerate.utils.set_seed",
        ),
        ((E.SEED, "torch"), (E.SEED, "numpy"), (E.SEED, "python")),
    ),
    "tensorflow.set_random_seed": ((E.SEED, "tensorflow"),),
    "tensorflow.compat.v1.set_random_seed": ((E.SEED, "tensorflow"),),
    "tensorflow.random.set_seed": ((E.SEED, "tensorflow"),),
    "tensorflow.keras.utils.set_random_seed": ((E.SEED, "tensorflow"), (E.SEED, "numpy"), (E.SEED, "python")),
    "keras.utils.set_random_seed": ((E.SEED, "tensorflow"), (E.SEED, "numpy"), (E.SEED, "python")),
    "os.chdir": ((E.CHANGE_DIRECTORY, "@0"),),
    "os.putenv": ((E.SET_ENVIRONMENT, "@0"),),
    "dotenv.load_dotenv": ((E.SET_ENVIRONMENT, "*"), (E.READ_FILE, "@0 dotenv_path")),
    "os.environ.update": ((E.SET_ENVIRONMENT, "*"),),
    "os.environ.setdefault": ((E.SET_ENVIRONMENT, "@0"),),
    "os.environ.pop": ((E.SET_ENVIRONMENT, "@0"),),
    "os.environ.clear": ((E.SET_ENVIRONMENT, "*"),),
    "os.environ.get": ((E.READ_ENVIRONMENT, "@0"),),
    "os.getenv": ((E.READ_ENVIRONMENT, "@0"),),
    "os.unsetenv": ((E.SET_ENVIRONMENT, "@0"),),
    "sys.path.append": ((E.SEARCH_PATH, "@0"),),
    "sys.path.insert": ((E.SEARCH_PATH, "@1"),),
    "sys.path.extend": ((E.SEARCH_PATH, "@0"),),
    "site.addsitedir": ((E.SEARCH_PATH, "@0"),),
    "pandas.api.extensions.register_dataframe_accessor": ((E.MONKEYPATCH, "pandas"),),
    "pandas.api.extensions.register_series_accessor": ((E.MONKEYPATCH, "pandas"),),
    "pandas.api.extensions.register_index_accessor": ((E.MONKEYPATCH, "pandas"),),
    "pandas.api.extensions.register_extension_dtype": ((E.MONKEYPATCH, "pandas"),),
    "seaborn.stripplot": ((E.DRAW, "numpy"), (E.PYPLOT, "")),
    "seaborn.catplot": ((E.DRAW, "numpy"), (E.PYPLOT, "")),
    "seaborn.*": ((E.PYPLOT, ""),),
    "seaborn.color_palette": (),
    "seaborn.load_dataset_names": (),
    "seaborn.despine": ((E.PYPLOT, ""),),
    **{setting: ((E.SET_OPTION, library),) for library, calls in SETTING_CALLS.items() for setting in calls},
    "logging.basicConfig": ((E.SET_OPTION, "logging"), (E.WRITE_FILE, "filename=")),
    "logging.FileHandler": ((E.WRITE_FILE, "@0"),),
    "time.time": ((E.TIME, ""),),
    "time.perf_counter": ((E.TIME, ""),),
    "time.monotonic": ((E.TIME, ""),),
    "time.process_time": ((E.TIME, ""),),
    "time.time_ns": ((E.TIME, ""),),
    **dict.fromkeys(
        (
            "time.localtime",
            "time.gmtime",
            "time.ctime",
            "time.asctime",
            "pandas.Timestamp.utcnow",
            "datetime.datetime.utcnow",
        ),
        ((E.TIME, ""),),
    ),
    "time.strftime": ((E.TIME, ""),),
    "timeit.default_timer": ((E.TIME, ""),),
    "datetime.datetime.now": ((E.TIME, ""),),
    "datetime.datetime.today": ((E.TIME, ""),),
    "datetime.date.today": ((E.TIME, ""),),
    "pandas.Timestamp.now": ((E.TIME, ""),),
    "pandas.Timestamp.today": ((E.TIME, ""),),
    "uuid.uuid1": ((E.TIME, "uuid"),),
    "uuid.uuid4": ((E.TIME, "uuid"),),
    "secrets.*": ((E.TIME, "secrets"),),
    **dict.fromkeys(("tempfile.mkdtemp", "tempfile.mkstemp", "tempfile.mktemp", "os.getpid"), ((E.TIME, "tempfile"),)),
    **dict.fromkeys(
        ("pendulum.now", "pendulum.today", "pendulum.yesterday", "arrow.now", "arrow.utcnow"), ((E.TIME, ""),)
    ),
    "os.urandom": ((E.TIME, "urandom"),),
    "requests.*": ((E.NETWORK, "@0"),),
    "urllib.request.urlretrieve": ((E.NETWORK, "@0"), (E.WRITE_FILE, "@1 filename")),
    "urllib.request.*": ((E.NETWORK, "@0"),),
    "httpx.*": ((E.NETWORK, "@0"),),
    "sklearn.datasets.fetch_openml": ((E.NETWORK, "@0"),),
    "sklearn.datasets.fetch_california_housing": ((E.NETWORK, ""),),
    "sklearn.datasets.fetch_20newsgroups": ((E.NETWORK, ""),),
    "sklearn.datasets.fetch_lfw_people": ((E.NETWORK, ""),),
    "sklearn.datasets.fetch_olivetti_faces": ((E.NETWORK, ""),),
    "seaborn.load_dataset": ((E.NETWORK, "@0"),),
    **dict.fromkeys(
        (
            "sklearn.datasets.fetch_covtype",
            "sklearn.datasets.fetch_rcv1",
            "sklearn.datasets.fetch_kddcup99",
            "sklearn.datasets.fetch_species_distributions",
            "statsmodels.datasets.get_rdataset",
            "statsmodels.api.datasets.get_rdataset",
            "nltk.download",
            "wget.download",
            "gdown.download",
            "kagglehub.dataset_download",
            "kagglehub.model_download",
            "socket.create_connection",
            "psycopg2.connect",
            "pymysql.connect",
            "pyodbc.connect",
            "redis.Redis",
            "pymongo.MongoClient",
            "datasets.load_dataset",
            "spacy.cli.download",
            "gensim.downloader.load",
            "torch.hub.load",
            "huggingface_hub.hf_hub_download",
            "pandas.read_gbq",
            "pandas.read_clipboard",
            "tensorflow.keras.utils.get_file",
            "keras.utils.get_file",
            "tensorflow_datasets.load",
            "osmnx.graph_from_place",
            "osmnx.graph_from_point",
            "osmnx.graph_from_address",
            "osmnx.graph_from_bbox",
            "osmnx.geocode_to_gdf",
            "openai.OpenAI",
            "anthropic.Anthropic",
        ),
        ((E.NETWORK, ""),),
    ),
    **{
        f"{library}.*": ((E.NETWORK, ""),)
        for library in (
            "boto3",
            "google.cloud",
            "yfinance",
            "aiohttp",
            "ftplib",
            "smtplib",
            "paramiko",
            "pandas_datareader",
            "tensorflow.keras.datasets",
            "keras.datasets",
            "torchvision.datasets",
            "urllib3",
            "http.client",
            "tweepy",
            "ucimlrepo",
            "azure.storage",
            "openml",
            "quandl",
            "wikipedia",
            "praw",
            "feedparser",
            "cdsapi",
            "wbgapi",
            "wbdata",
            "sodapy",
            "pytrends",
            "meteostat",
        )
    },
    "torchvision.datasets.ImageFolder": ((E.READ_FILE, "@0"),),
    "torchvision.datasets.DatasetFolder": ((E.READ_FILE, "@0"),),
    "torchvision.datasets.FakeData": (),
    "subprocess.run": ((E.SHELL, "@0"),),
    "subprocess.call": ((E.SHELL, "@0"),),
    "subprocess.check_call": ((E.SHELL, "@0"),),
    "subprocess.check_output": ((E.SHELL, "@0"),),
    "subprocess.Popen": ((E.SHELL, "@0"),),
    "os.system": ((E.SHELL, "@0"),),
    "os.popen": ((E.SHELL, "@0"),),
    "sqlalchemy.create_engine": ((E.NETWORK, "@0"),),
    "matplotlib.pyplot.savefig": ((E.WRITE_FILE, "@0"), (E.PYPLOT, "")),
    "matplotlib.pyplot.*": ((E.PYPLOT, ""),),
    "pylab.*": ((E.PYPLOT, ""),),
    "builtins.input": ((E.INPUT, ""),),
    "getpass.getpass": ((E.INPUT, ""),),
    "builtins.breakpoint": ((E.INPUT, ""),),
    "pdb.set_trace": ((E.INPUT, ""),),
    "ipywidgets.*": ((E.INPUT, "ipywidgets"),),
    # These show something, or hold other widgets.
    **dict.fromkeys(
        (
            f"ipywidgets.{package}{name}"
            for package in ("", "widgets.")
            for name in (
                "Output",
                "HTML",
                "HTMLMath",
                "Label",
                "Image",
                "Video",
                "Audio",
                "IntProgress",
                "FloatProgress",
                "Valid",
                "Box",
                "HBox",
                "VBox",
                "GridBox",
                "Tab",
                "Accordion",
                "Stack",
                "AppLayout",
                "Layout",
                "GridspecLayout",
                "TwoByTwoLayout",
                "ButtonStyle",
                "SliderStyle",
                "ProgressStyle",
                "DescriptionStyle",
                "jslink",
                "jsdlink",
                "link",
                "dlink",
            )
        ),
        (),
    ),
    "google.colab.files.upload": ((E.INPUT, "upload"),),
    "builtins.exec": ((E.DYNAMIC, "exec"),),
    "builtins.eval": ((E.DYNAMIC, "eval"),),
    "builtins.globals": ((E.DYNAMIC, "globals"),),
    "builtins.locals": ((E.DYNAMIC, "locals"),),
    "builtins.compile": (),
    **dict.fromkeys(PRINTING_CALLS, ((E.SHOW, ""),)),
    "builtins.display": ((E.SHOW, ""),),
    "IPython.display.display": ((E.SHOW, ""),),
    "builtins.get_ipython": ((E.IPYTHON, ""),),
    "IPython.get_ipython": ((E.IPYTHON, ""),),
    "IPython.core.getipython.get_ipython": ((E.IPYTHON, ""),),
    "importlib.reload": ((E.DYNAMIC, "reload"),),
}

#: Global generators: module whose lower-case functions draw -> library, and those that do not draw.
DRAWING_MODULES = {
    "numpy.random": "numpy",
    "random": "python",
    "torch": "",
    "scipy.stats": "",
    "tensorflow.random": "tensorflow",
    "torch.nn.init": "torch",
}
NOT_DRAWING = {
    "numpy.random.seed", "numpy.random.default_rng", "numpy.random.get_state", "numpy.random.set_state",
    "random.seed", "random.getstate", "random.setstate", "numpy.random.mtrand", "tensorflow.random.set_seed",
    "tensorflow.random.get_global_generator",
}  # fmt: skip
#: Layers of torch that draw their weights when they are made.
_TORCH_LAYERS = {
    "Linear",
    "Bilinear",
    "Conv1d",
    "Conv2d",
    "Conv3d",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "ConvTranspose3d",
    "RNN",
    "LSTM",
    "GRU",
    "RNNCell",
    "LSTMCell",
    "GRUCell",
    "Embedding",
    "EmbeddingBag",
    "MultiheadAttention",
    "Transformer",
    "TransformerEncoderLayer",
    "TransformerDecoderLayer",
    "LazyLinear",
    "LazyConv2d",
}
_TORCH_DRAWS = {
    "rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "poisson", "rand_like", "randn_like",
    "randint_like",
}  # fmt: skip


def draws_from_torch(module: str, function: str) -> bool:
    """Whether a call draws from torch's global generator unless it is given one of its own."""
    return (
        (module == "torch" and function in _TORCH_DRAWS)
        or (module == "torch.nn" and function in _TORCH_LAYERS)
        or (module == "torch.utils.data" and function == "random_split")
        or (module == "torch.nn.functional" and function in DRAWING_FUNCTIONALS)
    )


#: Calls whose result takes from its sources, and calls the functions it is given, when somebody takes from it.
LAZY_CALLS = {
    "builtins.iter", "builtins.zip", "builtins.map", "builtins.filter", "builtins.enumerate", "builtins.reversed",
    "itertools.chain", "itertools.islice", "itertools.cycle", "itertools.takewhile", "itertools.dropwhile",
    "itertools.filterfalse", "itertools.compress",
}  # fmt: skip
#: Calls that only look at the functions that they are given, or keep them.
KEEPING_CALLS = LAZY_CALLS | {
    "numpy.vectorize", "numpy.frompyfunc",
    "functools.partial", "functools.partialmethod", "functools.wraps", "functools.update_wrapper", "builtins.property",
    "builtins.staticmethod", "builtins.classmethod", "builtins.isinstance", "builtins.issubclass", "builtins.callable",
    "builtins.type", "builtins.id", "builtins.getattr", "builtins.hasattr", "builtins.list", "builtins.tuple",
    "builtins.dict", "builtins.vars", "builtins.super", "inspect.getsource", "inspect.signature",
    "functools.lru_cache", "functools.cache", "operator.itemgetter", "operator.attrgetter",
    "operator.methodcaller", "weakref.ref", "weakref.proxy", "dataclasses.field",
    "collections.defaultdict", "threading.Thread", "multiprocessing.Process", "types.MethodType",
    "joblib.delayed", "sklearn.utils.parallel.delayed",
    "sklearn.utils.validation.check_is_fitted", "sklearn.utils.validation.check_array",
    "sklearn.utils.validation.check_X_y", "sklearn.utils.check_array", "sklearn.utils.check_X_y",
    "sklearn.utils.validation.validate_data", "sklearn.utils.check_random_state",
}  # fmt: skip
#: Calls that only look at what they are given: they iterate over nothing.
LOOKING_CALLS = {
    "builtins.isinstance", "builtins.issubclass", "builtins.callable", "builtins.type", "builtins.id",
    "builtins.getattr", "builtins.hasattr", "builtins.setattr", "builtins.vars", "builtins.print", "builtins.repr",
    "builtins.str", "builtins.len", "builtins.bool", "builtins.hash", "functools.partial", "copy.copy", "weakref.ref",
    "weakref.proxy",
    "IPython.display.display", "builtins.display",
}  # fmt: skip
#: The special methods that a function of the language calls on what it is given, where those are few.
PROTOCOLS: dict[str, tuple[str, ...]] = {
    "builtins.abs": ("__abs__",), "builtins.round": ("__round__",), "builtins.len": ("__len__",),
    "builtins.repr": ("__repr__",), "builtins.str": ("__str__", "__repr__"), "builtins.hash": ("__hash__",),
    "builtins.bool": ("__bool__", "__len__"), "builtins.int": ("__int__", "__index__", "__trunc__"),
    "builtins.float": ("__float__", "__index__"), "builtins.complex": ("__complex__", "__float__"),
    "builtins.dir": ("__dir__",), "builtins.reversed": ("__reversed__", "__len__", "__getitem__"),
    "builtins.print": ("__str__", "__repr__"), "builtins.format": ("__format__", "__str__", "__repr__"),
    "builtins.next": ("__next__",), "builtins.bytes": ("__bytes__",), "builtins.divmod": ("__divmod__", "__rdivmod__"),
    "builtins.pow": ("__pow__", "__rpow__"), "math.floor": ("__floor__", "__float__"),
    "math.ceil": ("__ceil__", "__float__"), "math.trunc": ("__trunc__",), "builtins.id": (), "builtins.callable": (),
    "builtins.isinstance": ("__instancecheck__",), "builtins.issubclass": ("__subclasscheck__",),
    "builtins.dict": ("keys", "__getitem__"), "builtins.type": (), "builtins.iter": (), "builtins.ascii": ("__repr__",),
    "copy.copy": ("__copy__", "__reduce_ex__", "__reduce__", "__getstate__"),
    "copy.deepcopy": ("__deepcopy__", "__reduce_ex__", "__reduce__", "__getstate__"),
    "os.fspath": ("__fspath__",), "operator.index": ("__index__",), "builtins.range": ("__index__",),
}  # fmt: skip

_ORDER = ("__lt__", "__gt__")
_SORTING = ("builtins.sorted", "builtins.max", "builtins.min", "heapq.heapify", "heapq.heappush", "heapq.heappop",
            "heapq.heappushpop", "heapq.heapreplace", "heapq.merge", "heapq.nlargest", "heapq.nsmallest",
            "bisect.bisect", "bisect.bisect_left", "bisect.bisect_right", "bisect.insort", "bisect.insort_left",
            "bisect.insort_right")  # fmt: skip
#: The special methods that a function calls on what it is given one by one.
ELEMENT_PROTOCOLS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_SORTING, _ORDER), "builtins.sum": ("__add__", "__radd__"), "builtins.any": ("__bool__", "__len__"),
    "builtins.all": ("__bool__", "__len__"), "statistics.mean": ("__add__", "__radd__"),
}  # fmt: skip
#: What reads from a stream that it is given, or writes to it, whenever it is used.
WRAPPERS = {
    "csv.writer", "csv.DictWriter", "csv.reader", "csv.DictReader", "io.TextIOWrapper", "io.BufferedReader",
    "io.BufferedWriter", "zipfile.ZipFile", "tarfile.open", "gzip.GzipFile", "gzip.open", "pandas.ExcelWriter",
    "pickle.Pickler", "pickle.Unpickler",
}  # fmt: skip

#: Methods by which a list, dict or set of a library is changed.
CONTAINER_CHANGES = {
    "append", "appendleft", "extend", "insert", "update", "setdefault", "pop", "popitem", "remove", "clear",
}  # fmt: skip

#: Functions of numpy whose argument behind their operands is the array that they write into.
_OF_ONE = ("absolute", "abs", "negative", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "square",
           "sign", "reciprocal", "sin", "cos", "tan", "tanh", "arctan", "floor", "ceil", "rint", "trunc", "logical_not",
           "invert", "conjugate")  # fmt: skip
_OF_TWO = ("add", "subtract", "multiply", "divide", "true_divide", "floor_divide", "power", "mod", "remainder",
           "maximum", "minimum", "fmax", "fmin", "logical_and", "logical_or", "logical_xor", "bitwise_and",
           "bitwise_or", "matmul", "arctan2", "hypot", "greater", "less", "equal", "dot")  # fmt: skip
_BUILT_IN = ("list", "dict", "set", "bytearray")
#: Functions that change the argument at these positions.
MUTATING_ARGUMENTS: dict[str, tuple[int, ...]] = {
    **{f"numpy.{name}": (1,) for name in _OF_ONE},
    **{f"numpy.{name}": (2,) for name in _OF_TWO},
    "numpy.clip": (3,),
    "random.shuffle": (0,), "numpy.random.shuffle": (0,), "heapq.heappush": (0,), "heapq.heappop": (0,),
    "heapq.heapify": (0,), "heapq.heapreplace": (0,), "heapq.heappushpop": (0,), "bisect.insort": (0,),
    "bisect.insort_left": (0,), "bisect.insort_right": (0,), "numpy.put": (0,), "numpy.copyto": (0,),
    "numpy.place": (0,), "numpy.putmask": (0,), "numpy.fill_diagonal": (0,), "numpy.put_along_axis": (0,),
    "builtins.setattr": (0,), "builtins.delattr": (0,), "builtins.next": (0,), "operator.setitem": (0,),
    "operator.delitem": (0,), "operator.iadd": (0,), "operator.iconcat": (0,), "numpy.add.at": (0,),
    "numpy.subtract.at": (0,), "numpy.multiply.at": (0,), "numpy.maximum.at": (0,), "numpy.minimum.at": (0,),
    "operator.ior": (0,), "operator.isub": (0,), "operator.imul": (0,),
    **{f"builtins.{type_}.{method}": (0,) for type_ in _BUILT_IN for method in MUTATING_METHODS[type_]},
    **{f"collections.deque.{method}": (0,) for method in MUTATING_METHODS["deque"]},
    "builtins.object.__setattr__": (0,), "builtins.object.__delattr__": (0,), "functools.update_wrapper": (0,),
    "builtins.exec": (1, 2), "copy.deepcopy": (1,), "struct.pack_into": (1,),
    "json.dump": (1,), "pickle.dump": (1,), "csv.writer": (0,), "pickle.load": (0,),
    "json.load": (0,),
    "sklearn.utils.shuffle": (),
}  # fmt: skip
