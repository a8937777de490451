"""What `column.str`, `column.dt` and `column.cat` give: https://pandas.pydata.org/docs/reference/series.html."""

#: Accessor -> its methods and attributes that give a column.
COLUMNS_OF_ACCESSORS: dict[str, frozenset[str]] = {
    "str": frozenset({
        "capitalize", "casefold", "center", "contains", "count", "decode", "encode", "endswith", "find", "fullmatch",
        "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle",
        "isupper", "join", "len", "ljust", "lower", "lstrip", "match", "normalize", "pad", "removeprefix",
        "removesuffix", "repeat", "replace", "rfind", "rindex", "rjust", "rstrip", "slice", "slice_replace",
        "startswith", "strip", "swapcase", "title", "translate", "upper", "wrap", "zfill",
    }),
    "dt": frozenset({
        "as_unit", "ceil", "date", "day", "day_name", "day_of_week", "day_of_year", "dayofweek", "dayofyear", "days",
        "days_in_month", "daysinmonth", "end_time", "floor", "hour", "is_leap_year", "is_month_end", "is_month_start",
        "is_quarter_end", "is_quarter_start", "is_year_end", "is_year_start", "microsecond", "microseconds", "minute",
        "month", "month_name", "nanosecond", "nanoseconds", "normalize", "quarter", "qyear", "round", "second",
        "seconds", "start_time", "strftime", "time", "timetz", "to_period", "to_timestamp", "total_seconds",
        "tz_convert", "tz_localize", "weekday", "year",
    }),
    "cat": frozenset({
        "add_categories", "as_ordered", "as_unordered", "codes", "remove_categories", "remove_unused_categories",
        "rename_categories", "reorder_categories", "set_categories",
    }),
}  # fmt: skip
