"""What `column.str` and `column.dt` of pandas have that gives another column."""

from __future__ import annotations

#: Accessor -> its methods that give a column.
COLUMN_METHODS = {
    "str": frozenset({
        "capitalize", "casefold", "center", "contains", "count", "endswith", "find", "fullmatch", "get", "isalnum",
        "isalpha", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "join", "len",
        "ljust", "lower", "lstrip", "match", "normalize", "pad", "removeprefix", "removesuffix", "repeat", "replace",
        "rfind", "rjust", "rstrip", "slice", "slice_replace", "startswith", "strip", "swapcase", "title", "translate",
        "upper", "wrap", "zfill",
    }),
    "dt": frozenset({
        "as_unit", "ceil", "day_name", "floor", "month_name", "normalize", "round", "strftime", "to_period",
        "to_timestamp", "total_seconds", "tz_convert", "tz_localize",
    }),
}  # fmt: skip
#: Attributes of `column.dt` that are columns.
COLUMN_ATTRIBUTES = frozenset({
    "date", "day", "day_of_week", "day_of_year", "dayofweek", "dayofyear", "days", "days_in_month", "daysinmonth",
    "hour", "is_leap_year", "is_month_end", "is_month_start", "is_quarter_end", "is_quarter_start", "is_year_end",
    "is_year_start", "microsecond", "minute", "month", "nanosecond", "quarter", "second", "seconds", "time", "weekday",
    "year",
})  # fmt: skip
