"""Values -> text that is the same for equal values and for no others, as far as the cases' results go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_EXACT = (type(None), bool, int, float, complex, str, bytes)


def shown(value: object) -> str | None:
    """Type and value in full precision; None for a value that has no such text, such as a model."""
    kind = type(value)
    if kind in _EXACT:
        return repr(value)
    if isinstance(value, (list, tuple)) and kind in (list, tuple):
        return _joined(kind.__name__, (shown(item) for item in value))
    if isinstance(value, (set, frozenset)) and kind in (set, frozenset):
        return _joined(kind.__name__, sorted((shown(item) for item in value), key=str))
    if isinstance(value, dict) and kind is dict:
        return _joined("dict", (shown(part) for pair in value.items() for part in pair))
    root = kind.__module__.partition(".")[0]
    if root in ("datetime", "decimal", "fractions"):
        return repr(value)
    if root == "numpy":
        return _shown_array(value)
    return _shown_pandas(value) if root == "pandas" else None


def shown_values(values: Mapping[str, object]) -> dict[str, str]:
    """The text of each value that has one."""
    texts = {name: _shown_or_none(value) for name, value in values.items()}
    return {name: text for name, text in texts.items() if text is not None}


def _shown_or_none(value: object) -> str | None:
    try:
        return shown(value)
    except RecursionError:  # it holds itself
        return None


def _joined(kind: str, parts: Iterable[str | None]) -> str | None:
    texts = list(parts)
    return None if None in texts else f"{kind}({', '.join(map(str, texts))})"


def _shown_array(value: object) -> str | None:
    import numpy as np

    if not isinstance(value, (np.ndarray, np.generic)):
        return None
    inside = shown(value.tolist())
    return None if inside is None else f"{type(value).__name__}[{value.dtype}]({inside})"


def _shown_pandas(value: object) -> str | None:
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        columns = [shown(name) for name in value.columns]
        parts = [_shown_pandas(value.iloc[:, i]) for i in range(value.shape[1])]
        return _joined("DataFrame", [_shown_pandas(value.index), *columns, *parts])
    if isinstance(value, pd.Series):
        index = _shown_pandas(value.index)
        return _joined(f"Series[{value.dtype}]", [index, shown(value.name), *map(_element, value)])
    if isinstance(value, pd.Index):
        return _joined(f"{type(value).__name__}[{value.dtype}]", [*map(shown, value.names), *map(_element, value)])
    return repr(value)


def _element(value: object) -> str | None:
    return shown(value) or repr(value)
