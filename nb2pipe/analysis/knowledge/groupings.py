"""What methods of grouped, resampled or windowed tables and columns give."""

from __future__ import annotations

#: Traits of groups of a table, of groups of one column, of those whose keys stay columns, and of windows.
OF_TABLE, OF_COLUMN, KEYS_AS_COLUMNS, OF_WINDOWS = "of-table", "of-column", "keys-as-columns", "of-windows"
#: Methods that make groups or windows.
WINDOWS = frozenset({"rolling", "expanding", "ewm"})
GROUPING = WINDOWS | {"groupby", "resample"}
#: Methods that give a row for each group: tables for tables, and columns for columns.
SUMMARIES = frozenset({
    "mean", "sum", "std", "var", "sem", "median", "min", "max", "count", "nunique", "first", "last", "prod", "quantile",
    "any", "all", "skew",
})  # fmt: skip
#: Methods that give a row for each row, whatever becomes of the keys.
ROW_BY_ROW = frozenset({
    "cumsum", "cumprod", "cummax", "cummin", "diff", "pct_change", "rank", "ffill", "bfill", "head", "tail",
    "transform",
})  # fmt: skip
#: Methods that give a column for tables as well.
COUNTING = frozenset({"size", "cumcount", "ngroup"})
#: Methods that give a table for columns as well.
DESCRIBING = frozenset({"describe", "ohlc"})
#: Attributes of groups that are no columns.
OF_GROUPS = frozenset({"groups", "indices", "ngroups", "keys", "obj", "grouper", "ndim", "dtypes"})
