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

_LIBRARY = re.compile(
    r"re\.(compile|escape)|pathlib\.(Pure)?(Posix|Windows)?Path|datetime\.(date|datetime|time|timedelta|timezone)"
    r"|datetime\.(date|datetime|time)\.fromisoformat|datetime\.datetime\.strptime|decimal\.Decimal|fractions\.Fraction"
    r"|math\.[a-z]\w*|os\.path\.(basename|dirname|join|normpath|splitext)|textwrap\.(dedent|indent)|zoneinfo\.ZoneInfo"
)
_MODULE_CONSTANT = re.compile(
    r"string\.(ascii_(letters|lowercase|uppercase)|digits|hexdigits|octdigits|punctuation|printable|whitespace)"
    r"|(math|numpy)\.(pi|e|tau|inf|nan)|re\.[A-Z]+|datetime\.(UTC|timezone\.utc)|os\.sep|sys\.maxsize"
)


def is_plain_function(dotted: str) -> bool:
    """Whether a library's function or class, by its full name, makes the same of the same."""
    return _LIBRARY.fullmatch(dotted) is not None


def is_module_constant(dotted: str) -> bool:
    """Whether a module's variable, by its full name, is the same everywhere."""
    return _MODULE_CONSTANT.fullmatch(dotted) is not None
