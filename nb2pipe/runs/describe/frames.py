"""pandas values -> nodes: columns in order, each with its type; indices with their names.

pandas is never imported: a value of it can only exist where it is loaded already.
"""

from __future__ import annotations

from typing import Any

from .graph import Builder, Node, is_of, leaf


def shape_pandas(value: Any, builder: Builder) -> Node | None:
    """A frame, series, index, extension array, type or scalar; None for anything else of pandas."""
    if is_of(value, "pandas", "DataFrame"):
        return _frame(value, builder)
    if is_of(value, "pandas", "Series"):
        parts = [("", value.array), (".index", value.index), (".name", value.name), *_attrs(value)]
        return ("series", builder.label(type(value)), str(value.dtype), builder.children(parts))
    if is_of(value, "pandas", "Index"):
        return _index(value, builder)
    if is_of(value, "pandas.api.extensions", "ExtensionArray"):
        return _array(value, builder)
    if is_of(value, "pandas", "Timestamp", "Timedelta"):
        return leaf(builder.label(type(value)), f"{value!r} [{getattr(value, 'unit', 'ns')}]")
    if is_of(value, "pandas.api.typing", "NaTType", "NAType") or is_of(value, "pandas", "Period", "Interval"):
        return leaf(builder.label(type(value)), repr(value))
    if is_of(value, "pandas.tseries.offsets", "BaseOffset"):
        return leaf(builder.label(type(value)), repr(value))
    if is_of(value, "pandas.api.extensions", "ExtensionDtype") and not is_of(value, "pandas", "CategoricalDtype"):
        return leaf(builder.label(type(value)), repr(value))
    if is_of(value, "pandas.api.typing", "DataFrameGroupBy", "SeriesGroupBy"):
        return _groups(value, builder)
    return None


def _frame(value: Any, builder: Builder) -> Node:
    parts: list[tuple[str, object]] = [(".columns", value.columns), (".index", value.index)]
    # By position, for names may occur twice.
    parts += [(f"[{name!r}]", value.iloc[:, i].array) for i, name in enumerate(value.columns)]
    types = tuple(str(dtype) for dtype in value.dtypes)
    return ("frame", builder.label(type(value)), types, builder.children([*parts, *_attrs(value)]))


def _attrs(value: Any) -> list[tuple[str, object]]:
    return [(".attrs", value.attrs)] if value.attrs else []


def _index(value: Any, builder: Builder) -> Node:
    label, names = builder.label(type(value)), (".names", list(value.names))
    if is_of(value, "pandas", "RangeIndex"):
        return ("value", label, (value.start, value.stop, value.step), builder.children([names]))
    if is_of(value, "pandas", "MultiIndex"):
        levels = [(f".levels[{i}]", level) for i, level in enumerate(value.levels)]
        codes = [(f".codes[{i}]", code) for i, code in enumerate(value.codes)]
        return ("value", label, None, builder.children([names, *levels, *codes]))
    payload = (str(value.dtype), getattr(value, "freqstr", None))
    # An index can't be changed, so that it does not matter whose array it keeps.
    return ("value", label, payload, builder.children([("", value.array.copy()), names]))


def _array(value: Any, builder: Builder) -> Node:
    label, payload = builder.label(type(value)), str(value.dtype)
    parts: list[tuple[str, object]]
    if is_of(value, "pandas.arrays", "NumpyExtensionArray", "PandasArray"):
        parts = [("", value.to_numpy())]
    elif is_of(value, "pandas", "Categorical"):
        payload = f"category, ordered={value.ordered}"
        parts = [(".codes", value.codes), (".categories", value.categories)]
    elif is_of(value, "pandas.arrays", "DatetimeArray", "TimedeltaArray"):
        kind = "M8" if is_of(value, "pandas.arrays", "DatetimeArray") else "m8"
        parts = [("", value.asi8.view(f"{kind}[{value.unit}]"))]
    elif is_of(value, "pandas.arrays", "PeriodArray"):
        parts = [("", value.asi8)]
    elif is_of(value, "pandas.arrays", "IntegerArray", "FloatingArray", "BooleanArray"):
        plain = value.to_numpy(dtype=value.dtype.numpy_dtype, na_value=0)
        parts = [("", plain), (".isna()", value.isna())]
    else:
        parts = [("", value.astype(object))]
    return ("value", label, payload, builder.children(parts))


def _groups(value: Any, builder: Builder) -> Node:
    options = ("as_index", "sort", "group_keys", "observed", "dropna")
    parts = [(".obj", value.obj), (".groups", {str(key): rows for key, rows in value.indices.items()})]
    parts += [(f".{name}", getattr(value, name, None)) for name in options]
    return ("value", builder.label(type(value)), None, builder.children(parts))
