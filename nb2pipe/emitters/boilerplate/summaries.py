"""`tests/summaries.py`: any value as a small JSON document, and what differs between two of them."""

from __future__ import annotations

SUMMARIES = '''"""Any value -> a summary that JSON can hold, and the differences of two summaries.

A summary is small whatever the value's size: statistics, checksums and a few elements.
"""

from __future__ import annotations

import hashlib
import math
import random
import re
import sys
import time
import types
from collections.abc import Iterator, Mapping
from numbers import Real
from typing import Any

#: Numbers that differ by less than this part of the largest among their neighbours are the same.
RELATIVE_TOLERANCE = 1e-6
_DEEPEST = 5
_MOST_ITEMS = 12
_LONGEST_TEXT = 300
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
#: Names of wall-clock times, such as scikit-learn's `mean_fit_time`, which are others each time.
_TIMING = re.compile(r"(^|_)(fit|refit|score|train|elapsed|run|wall)_?times?_?$")
#: Stands for a part that is another one each time.
VARYING = "<varies>"
#: Stands for the time at which the text was written.
_NOW = "<now>"
_TIME = re.compile(r"\\b(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?")
_TIME_LIKE = re.compile(rf"20\\d\\d|{_TIME.pattern}|\\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_DATES = (
    *("%a, %d %b %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y"),
    *("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d"),
)
#: What polars and pyarrow call types of numbers.
_NUMERIC = re.compile(r"(?:U?Int|u?int|[Ff]loat|half|double)\\d*$")
_NUMBER = re.compile(r"[-+]?\\d+\\.?\\d*(?:[eE][-+]?\\d+)?")


def seed() -> None:
    """Give Python's and numpy's global generators a state, so that unseeded code repeats itself."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)


def summarize(value: Any, depth: int = 0) -> Any:
    """The summary of a value: a number, a text, a list, or a dict with `type`."""
    try:
        return _summary(value, depth)
    except Exception:  # noqa: BLE001  # classes of other people may raise anything, whatever they are asked
        return {"type": type(value).__name__}


def _summary(value: Any, depth: int) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        text = timeless(value)
        return text if len(text) <= _LONGEST_TEXT else _digest([text])
    if hasattr(value, "dtype") and getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        return summarize(value.item(), depth)
    if isinstance(value, float):
        return value if math.isfinite(value) else repr(value)
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    name = type(value).__name__
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type)):
        return {"type": name, "name": value.__name__}
    found = _tabular(value)
    if found is None and depth >= _DEEPEST:
        return {"type": name}
    return {"type": name} | (_nested(value, depth) if found is None else found)


def _tabular(value: Any) -> dict[str, Any] | None:
    """The summary of what holds columns, or numbers in an array."""
    if type(value).__module__.partition(".")[0] in ("polars", "pyarrow"):
        return _columnar(value)
    if hasattr(value, "columns") and hasattr(value, "iloc"):
        labels = [(i, str(label)) for i, label in enumerate(value.columns)]
        columns = {label: _column(value.iloc[:, i]) for i, label in labels if not _TIMING.search(label)}
        return {"rows": len(value), "index": _column(value.index), "columns": columns}
    if hasattr(value, "index") and hasattr(value, "iloc"):
        return {"index": _column(value.index), "name": str(value.name), "values": _column(value)}
    if hasattr(value, "tocoo") and hasattr(value, "nnz"):
        entries = value.tocoo()
        parts = {name: _column(getattr(entries, name)) for name in ("row", "col", "data")}
        return {"shape": list(value.shape), "entries": parts}
    if not (hasattr(value, "dtype") and hasattr(value, "tolist")):
        return None
    if getattr(value.dtype, "names", None):
        return {"shape": list(value.shape), "fields": {name: _column(value[name]) for name in value.dtype.names}}
    return {"shape": list(value.shape) if hasattr(value, "shape") else [len(value)], "values": _column(value)}


def _columnar(value: Any) -> dict[str, Any] | None:
    """The same of polars and pyarrow; of a lazy frame its type, since its plan needs its files."""
    if hasattr(value, "explain"):
        return {}
    if hasattr(value, "to_pydict") or hasattr(value, "get_columns"):
        names = getattr(value, "column_names", None) or list(value.columns)
        columns = (value.itercolumns if hasattr(value, "itercolumns") else value.iter_columns)()
        named = zip(map(str, names), columns, strict=True)
        return {"rows": len(value), "columns": {name: _column(each) for name, each in named}}
    is_column = hasattr(value, "to_list") or hasattr(value, "to_pylist")
    return {"name": getattr(value, "name", None), "values": _column(value)} if is_column else None


def _column(values: Any) -> dict[str, Any]:
    """Statistics of numbers, or a checksum of anything else, and some of the values."""
    dtype = getattr(values, "dtype", None) or values.type
    kind = getattr(dtype, "kind", "f" if _NUMERIC.match(str(dtype)) else "O")
    if hasattr(values, "tolist"):
        is_array = hasattr(values, "ravel") and values.ndim != 1 and kind in "biufc"
        found = (values.ravel() if is_array else values).tolist()
    else:
        found = (values.to_list if hasattr(values, "to_list") else values.to_pylist)()
    items = list(_flat(found))
    shown = [_plain(items[i * (len(items) - 1) // 4]) for i in range(5)] if len(items) > 5 else list(map(_plain, items))
    summary: dict[str, Any] = {"dtype": str(dtype), "count": len(items), "some": shown}
    if kind in "iuf" or (items and all(type(item) in (int, float) for item in items)):
        numbers = [float(item) for item in items if _is_finite(item)]
        summary |= statistics(numbers)
        # What stands for a missing number has no text of its own in JSON.
        return summary | {"some": [None if item is ... else item for item in shown]}
    plain = [_plain(item) for item in items]
    if ... in plain:
        return summary | {"some": []}
    return summary | {"digest": _digest(plain)}


def statistics(numbers: list[float]) -> dict[str, float]:
    """What tells numbers in this order from others; nothing of none."""
    if not numbers:
        return {}
    weighted = [number * (1 + i / len(numbers)) for i, number in enumerate(numbers)]
    found: dict[str, float] = {"finite": len(numbers), "minimum": min(numbers), "maximum": max(numbers)}
    return found | {"mean": math.fsum(numbers) / len(numbers), "weighted": math.fsum(weighted) / len(numbers)}


def _flat(items: Any) -> Iterator[Any]:
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def _plain(item: Any) -> Any:
    """The item as JSON has it; `...` for one that has no lasting text."""
    if isinstance(item, int) and abs(item) >= 2**53:
        return str(item)
    if item is None or isinstance(item, (bool, int, str)):
        return item
    if isinstance(item, float):
        return item if math.isfinite(item) else repr(item)
    return str(item) if not hasattr(item, "__dict__") and not _ADDRESS.search(repr(item)) else ...


def _digest(items: list[Any]) -> str:
    # Floats among other things are rounded, so that the checksum bears the tolerance.
    texts = [f"{item:.6g}" if isinstance(item, float) else repr(item) for item in items]
    return hashlib.sha256("\\n".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


def _nested(value: Any, depth: int) -> dict[str, Any]:
    """The summary of a collection by its items, or of an object by its attributes."""
    if isinstance(value, Mapping):
        items = list(value.items())
        keys = _digest([_plain(key) for key, _ in items])
        shown = [(str(key), item) for key, item in items if not _TIMING.search(str(key))][:_MOST_ITEMS]
        inner = {key: summarize(item, depth + 1) for key, item in shown}
        return {"length": len(items), "keys": keys, "items": inner}
    if isinstance(value, (set, frozenset)):
        return {"length": len(value), "digest": _digest(sorted(map(repr, map(_plain, value))))}
    if isinstance(value, (list, tuple)):
        if len(value) > _MOST_ITEMS and all(isinstance(item, (bool, int, float, str)) for item in value):
            ends = [summarize(value[0]), summarize(value[-1])]
            return {"length": len(value), "digest": _digest(list(value)), "items": ends}
        step = max(1, len(value) // _MOST_ITEMS)
        return {"length": len(value), "items": [summarize(item, depth + 1) for item in value[::step]]}
    state = _state(value)
    text = {} if state and not _is_written_here(type(value)) else _text(value)
    return text | {"attributes": {key: summarize(state[key], depth + 1) for key in sorted(state)}}


def _state(value: Any) -> dict[str, Any]:
    """Attributes that say what an object is; private ones do not."""
    if type(value).__module__.partition(".")[0] in ("matplotlib", "seaborn", "plotly", "IPython"):
        return {}
    state = getattr(value, "__dict__", None)
    if not state and type(value).__getstate__ is not getattr(object, "__getstate__", None):
        try:
            state = value.__getstate__()
        except Exception:  # noqa: BLE001  # whatever keeps an object from being stored
            state = None
    if not isinstance(state, dict):
        return {}
    names = [key for key in state if isinstance(key, str) and not key.startswith("_") and not _TIMING.search(key)]
    return {name: state[name] for name in names}


def _text(value: Any) -> dict[str, str]:
    shown = repr(value)
    return {} if _ADDRESS.search(shown) else {"text": timeless(shown)[:_LONGEST_TEXT]}


def _is_written_here(cls: type[Any]) -> bool:
    """Whether the notebook's code says how instances are shown, and not only `dataclass` for it."""
    show = cls.__repr__
    root = str(getattr(show, "__module__", "")).partition(".")[0]
    return root in ("PACKAGE", "__main__") and not hasattr(show, "__wrapped__")


def differences(expected: Any, found: Any, path: str = "", scale: float = 0.0) -> list[str]:
    """Each place where two summaries differ, as `columns.age.mean: 3.0 instead of 2.0`."""
    if expected == VARYING:
        return []
    if _is_number(expected) and _is_number(found):
        allowed = RELATIVE_TOLERANCE * max(abs(expected), abs(found), scale)
        return [] if abs(expected - found) <= allowed else [f"{path}: {found!r} instead of {expected!r}"]
    if isinstance(expected, dict) and isinstance(found, dict):
        extremes = [abs(expected[key]) for key in ("minimum", "maximum") if "some" in expected and key in expected]
        scale = max([scale, *extremes])
        missing = [f"{path}.{key}: {'missing' if key in expected else 'new'}" for key in expected.keys() ^ found.keys()]
        both = [key for key in expected if key in found]
        inner = [differences(expected[key], found[key], f"{path}.{key}".lstrip("."), scale) for key in both]
        return [*sorted(missing), *(each for group in inner for each in group)]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        inner = [differences(a, b, f"{path}[{i}]", scale) for i, (a, b) in enumerate(zip(expected, found, strict=True))]
        return [each for group in inner for each in group]
    if path.rpartition(".")[2] == "text" and isinstance(expected, str) and isinstance(found, str):
        return [] if _same_text(expected, found) else [f"{path}: {found!r} instead of {expected!r}"]
    is_same = expected == found and _is_number(expected) == _is_number(found)
    return [] if is_same else [f"{path}: {found!r} instead of {expected!r}"]


def steady(summary: Any, again: Any) -> Any:
    """The summary with `VARYING` in place of the smallest parts in which a second one differs."""
    if not differences(summary, again):
        return summary
    if isinstance(summary, dict) and isinstance(again, dict) and summary.keys() == again.keys():
        is_statistic = "some" in summary
        return VARYING if is_statistic else {key: steady(summary[key], again[key]) for key in summary}
    if isinstance(summary, list) and isinstance(again, list) and len(summary) == len(again):
        if sorted(map(repr, summary)) == sorted(map(repr, again)):
            return VARYING  # the same items in another order
        return [steady(one, other) for one, other in zip(summary, again, strict=True)]
    return VARYING


def timeless(text: str) -> str:
    """The text without the current date, and without times of the last hour."""
    if not _TIME_LIKE.search(text):
        return text
    moments = time.localtime(), time.gmtime()
    for moment in moments:
        for form in _DATES:
            text = text.replace(time.strftime(form, moment), _NOW)
        text = text.replace(time.asctime(moment)[:10], _NOW)

    def hide(found: re.Match[str]) -> str:
        seconds = sum(int(part) * unit for part, unit in zip(found.groups(), (3600, 60, 1), strict=True))
        ages = [moment.tm_hour * 3600 + moment.tm_min * 60 + moment.tm_sec - seconds for moment in moments]
        return _NOW if any(age % 86400 <= 3600 for age in ages) else found[0]

    return _TIME.sub(hide, text)


def differing_lines(expected: str, found: str) -> list[str]:
    """Lines of printed text that differ in more than the last digits of a number."""
    pairs = zip(expected.splitlines(), found.splitlines(), strict=False)
    different = [f"{b!r} instead of {a!r}" for a, b in pairs if not _same_text(a, b)]
    lengths = len(expected.splitlines()), len(found.splitlines())
    return different if lengths[0] == lengths[1] else [*different, f"{lengths[1]} lines instead of {lengths[0]}"]


def _same_text(one: str, other: str) -> bool:
    one, other = _ADDRESS.sub("", one), _ADDRESS.sub("", other)
    if _NUMBER.sub("#", one) != _NUMBER.sub("#", other):
        return False
    pairs = zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=True)
    return all(a == b or math.isclose(float(a), float(b), rel_tol=RELATIVE_TOLERANCE, abs_tol=1e-9) for a, b in pairs)


def _is_finite(item: Any) -> bool:
    """Whether the item is a finite number; a missing one may be `None` or `pandas.NA`."""
    try:
        return isinstance(item, Real) and math.isfinite(item)
    except OverflowError:
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
'''
