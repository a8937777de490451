"""What is the same everywhere: functions and methods that only compute, and variables of modules."""

from __future__ import annotations

import re

#: Builtins to which the order of what they go through does not matter.
UNORDERED = frozenset({"all", "any", "frozenset", "len", "max", "min", "set", "sorted"})

#: Builtins to which it matters.
ORDERED = frozenset({
    "abs", "bool", "bytes", "complex", "dict", "divmod", "float", "int", "list", "pow", "range", "round", "slice",
    "str", "sum", "tuple",
})  # fmt: skip

#: Builtins whose result somebody has to go through at once: it can be gone through once only.
ITERATORS = frozenset({"enumerate", "reversed", "zip"})

#: Methods whose result shows what is in the object, and cannot be pickled.
VIEWS = frozenset({"items", "keys", "values"})

#: Methods of types, called on the type.
TYPE_METHODS = frozenset({
    "bytes.fromhex", "dict.fromkeys", "float.fromhex", "int.from_bytes", "str.maketrans",
})  # fmt: skip

#: Methods of sets, to which the order of other collections does not matter.
SET_METHODS = frozenset({
    "difference", "intersection", "isdisjoint", "issubset", "issuperset", "symmetric_difference", "union",
})  # fmt: skip

#: Methods of texts and collections that change nothing.
METHODS = SET_METHODS | {
    "capitalize", "casefold", "center", "copy", "count", "decode", "encode", "endswith", "find", "format", "get",
    "index", "isalpha", "isdigit", "join", "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix",
    "replace", "rfind", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip",
    "swapcase", "title", "translate", "upper", "zfill",
}  # fmt: skip

#: Attributes of what plain functions and classes make, which are no methods.
FIELDS = frozenset({
    "day", "eps", "hour", "max", "min", "minute", "month", "name", "names", "parent", "parts", "pattern", "second",
    "size", "smallest_normal", "stem", "suffix", "tiny", "value", "year",
})  # fmt: skip

_LIBRARY = re.compile(
    r"re\.(compile|escape)|pathlib\.(Pure)?(Posix|Windows)?Path|datetime\.(date|datetime|time|timedelta|timezone)"
    r"|datetime\.(date|datetime|time)\.fromisoformat|datetime\.datetime\.strptime|decimal\.Decimal|fractions\.Fraction"
    r"|math\.[a-z]\w*|functools\.partial|operator\.(attr|item)getter|operator\.methodcaller|types\.(SimpleNamespace|MappingProxyType)"
    r"|pandas\.(Timestamp|Timedelta|(Categorical|String|Boolean|U?Int\d+|Float\d+)Dtype)"
    r"|sklearn\.metrics\.make_scorer|collections\.(Counter|OrderedDict)"
    r"|numpy\.(array|arange|linspace|logspace|zeros|ones|full|eye|finfo|iinfo|dtype|sqrt|exp|log|deg2rad)"
    r"|numpy\.(u?int|float)\d+"
    r"|os\.path\.(basename|dirname|join|normpath|splitext)|textwrap\.(dedent|indent)|zoneinfo\.ZoneInfo"
)
_MEMBER = re.compile(
    r"(abc|collections|dataclasses|datetime|decimal|enum|fractions|functools|itertools|json|jax|keras|lightgbm|math"
    r"|networkx|nltk|numbers|numpy|operator|pandas|pathlib|polars|pyarrow|re|scipy|seaborn|sklearn|statistics"
    r"|statsmodels|string|tensorflow|tensorflow_probability|torch|types|typing|typing_extensions|xgboost"
    r"|matplotlib\.(cm|colors|pyplot\.cm|ticker|dates|patches)|plotly\.(express|graph_objects))(\.[A-Za-z]\w*)+"
    r"|os\.sep|sys\.maxsize"
)
#: What answers with the folder in which the process runs: all steps have the same, unless the notebook changes it.
_FOLDER = frozenset({"os.getcwd", "os.path.abspath", "pathlib.Path.cwd"})
#: Variables of modules that somebody may set.
_SETTINGS = re.compile(r"\.(config\w*|defaults?|options|rcParams\w*|templates|\w*state)\b")


def is_plain_function(dotted: str) -> bool:
    """Whether a library's function or class, by its full name, makes the same of the same."""
    return _LIBRARY.fullmatch(dotted) is not None


def asks_for_folder(dotted: str) -> bool:
    """Whether a function, by its full name or the end of it, answers with the folder in which the process runs."""
    return any(name == dotted or name.endswith(f".{dotted}") for name in _FOLDER)


def is_member(dotted: str) -> bool:
    """Whether a module's variable, function, class or module, by its full name, is the same everywhere."""
    return _MEMBER.fullmatch(dotted) is not None and _SETTINGS.search(dotted) is None
