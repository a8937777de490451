"""Values -> what JSON can hold, for the record of a run."""

from __future__ import annotations

import math
from typing import Any

#: A longer text is no metric.
_LONGEST_TEXT = 200


def plain(value: object) -> object:
    """The value, if JSON can hold it, or else its source text; so for NaN and infinity, which strict JSON lacks."""
    if value is None or isinstance(value, (bool, str)) or type(value) is int:
        return value
    if type(value) is float:
        return value if math.isfinite(value) else repr(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: plain(item) for key, item in value.items()}
    return repr(value)


def in_json(value: object) -> object:
    """A parameter as JSON can hold it, for a package that reads it back: sets as lists, dates as text."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(key): in_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_json(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((in_json(item) for item in value), key=repr)
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def metric(value: Any) -> bool | int | float | str | None:
    """The value as a number, truth value or short text; None if it is something else."""
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == () and hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else repr(float(value))
    if type(value) is str and len(value) > _LONGEST_TEXT:
        return None
    return value if type(value) in (bool, int, str) else None
