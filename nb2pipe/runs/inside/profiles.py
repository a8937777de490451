"""A value -> what can be said of its kind: its type's public name, and the schema of what flows between steps."""

from __future__ import annotations

import math
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable
from typing import Any

#: A column with at most so many different texts has categories.
_MOST_CATEGORIES = 20
#: Elements that decide the type of a list's or a dict's elements.
_MOST_ELEMENTS = 1000
_MOST_COLUMNS = 200


def profile(value: Any) -> dict[str, object]:
    """A JSON document: `annotation`, `kind`, and the fields of that kind."""
    return {"annotation": annotation(value), **_schema(value)}


def annotation(value: Any, depth: int = 0) -> str:
    """The type as source: `float`, `list[str]`, `pandas.DataFrame`; a class of the notebook by its bare name."""
    if value is None:
        return "None"
    kind = type(value)
    for plain in (bool, int, float, str):
        if isinstance(value, plain) and (kind is plain or kind.__module__ == "numpy"):
            return plain.__name__
    if kind in (list, set, frozenset):
        return f"{kind.__name__}[{_common(value, depth)}]" if value else kind.__name__
    if kind is dict:
        keys, items = _common(value, depth), _common(value.values(), depth)
        return f"dict[{keys}, {items}]" if value else "dict"
    if kind is tuple:
        parts = [annotation(item, depth + 1) for item in value]
        return f"tuple[{', '.join(parts)}]" if 0 < len(parts) <= 4 and depth < 2 else "tuple"
    if kind in (OrderedDict, defaultdict):
        return f"{public_name(kind)}[{_common(value, depth)}, {_common(value.values(), depth)}]"
    if kind in (Counter, deque):
        return f"{public_name(kind)}[{_common(value, depth)}]"
    return public_name(kind)


def _common(values: Iterable[Any], depth: int) -> str:
    if depth >= 2:
        return "Any"
    found = {annotation(item, depth + 1) for _, item in zip(range(_MOST_ELEMENTS), values, strict=False)}
    if found == {"int", "float"}:
        return "float"
    if len(found) == 2 and "None" in found:
        return f"{(found - {'None'}).pop()} | None"
    return found.pop() if len(found) == 1 else "Any"


def public_name(kind: type) -> str:
    """The shortest importable name of a type that has no underscore in it; `Any` if there is none."""
    module, name = kind.__module__, kind.__qualname__
    if module == "builtins":
        return name if hasattr(sys.modules["builtins"], name) else "Any"
    if module == "__main__":
        return name if name.isidentifier() else "Any"
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        candidate = ".".join(parts[:length])
        if "._" not in f".{candidate}" and getattr(sys.modules.get(candidate), name, None) is kind:
            return f"{candidate}.{name}"
    return "Any"


def _schema(value: Any) -> dict[str, object]:
    if hasattr(value, "get_columns") and hasattr(value, "null_count"):
        # A frame of polars; a lazy one has no columns yet.
        columns = [{"name": each.name, **_polars_column(each)} for each in value.get_columns()[: _MOST_COLUMNS + 1]]
        return {"kind": "frame", "columns": columns if len(columns) <= _MOST_COLUMNS else None, "length": len(value)}
    if hasattr(value, "drop_nulls") and hasattr(value, "dtype"):
        return {"kind": "series", "column": {"name": str(value.name), **_polars_column(value)}, "length": len(value)}
    if hasattr(value, "iloc") and hasattr(value, "columns"):
        labels = list(value.columns)
        is_named = all(isinstance(label, str) for label in labels) and len(set(labels)) == len(labels)
        if len(labels) > _MOST_COLUMNS or not is_named:
            return {"kind": "frame", "columns": None, "length": len(value)}
        columns = [{"name": label, **_column(value.iloc[:, i])} for i, label in enumerate(labels)]
        return {"kind": "frame", "columns": columns, "length": len(value)}
    if hasattr(value, "iloc"):
        return {"kind": "series", "column": {"name": str(value.name), **_column(value)}, "length": len(value)}
    if hasattr(value, "dtype") and getattr(value, "ndim", None):
        dense = {"column": {"name": "", **_column(value)}} if not hasattr(value, "tocoo") else {}
        length = int(value.shape[0])
        return {
            "kind": "array",
            "dtype": str(value.dtype),
            "trailing": list(value.shape[1:]),
            "length": length,
            **dense,
        }
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, (bool, int, float)):
        finite = isinstance(value, (int, float)) and math.isfinite(value)
        return {"kind": "number", "value": value if finite else repr(value)}
    return {"kind": "object"}


def _column(values: Any) -> dict[str, object]:
    """dtype, whether values are missing, and the range or the categories."""
    kind = getattr(values.dtype, "kind", "O")
    found: dict[str, object] = {"dtype": str(values.dtype), "nullable": False}
    present = values
    if hasattr(values, "dropna"):
        present = values.dropna()
        found["nullable"] = len(present) < len(values)
    elif kind == "f":
        present = values[values == values]  # NaN is not itself
        found["nullable"] = present.size < values.size
    if kind in "iuf" and present.size:
        found |= _range(present.min().item(), present.max().item())
    elif kind in "OUT" or str(values.dtype) in ("category", "string", "str"):
        found |= _categories(present)
    return found


def _range(minimum: float, maximum: float) -> dict[str, object]:
    """The bounds, if there are any: thresholds begin with infinity, for one."""
    is_bounded = math.isfinite(minimum) and math.isfinite(maximum)
    return {"minimum": minimum, "maximum": maximum} if is_bounded else {}


def _polars_column(values: Any) -> dict[str, object]:
    """The same of a column of polars."""
    present, dtype = values.drop_nulls(), values.dtype
    present = present.drop_nans() if dtype.is_float() else present
    found: dict[str, object] = {"dtype": str(dtype), "nullable": len(present) < len(values)}
    if (dtype.is_integer() or dtype.is_float()) and len(present):
        found |= _range(present.min(), present.max())
    elif str(dtype).partition("(")[0] in ("String", "Categorical", "Enum"):
        texts = present.unique().to_list()
        found |= {"categories": sorted(texts)} if 0 < len(texts) <= min(_MOST_CATEGORIES, len(present) // 2) else {}
    return found


def _categories(present: Any) -> dict[str, object]:
    if not hasattr(present, "unique"):
        return {}
    try:
        texts = present.unique().tolist()
    except TypeError:
        return {}  # objects that have no hash, such as dicts
    if not all(isinstance(text, str) for text in texts):
        return {}
    return {"categories": sorted(texts)} if 0 < len(texts) <= min(_MOST_CATEGORIES, len(present) // 2) else {}
