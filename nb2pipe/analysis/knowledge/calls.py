"""What functions of the language and of libraries do with what they are given, as data."""

from __future__ import annotations

from nb2pipe.analysis.knowledge.types import MUTATING_METHODS

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
    "ctypes.memmove": (0,), "ctypes.memset": (0,),
    "json.dump": (1,), "pickle.dump": (1,), "csv.writer": (0,), "pickle.load": (0,),
    "json.load": (0,),
    "sklearn.utils.shuffle": (),
}  # fmt: skip
