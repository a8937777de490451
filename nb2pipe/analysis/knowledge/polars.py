"""What functions and methods of polars give: frames, lazy frames, columns and expressions, which share nothing."""

from __future__ import annotations

#: The type of all of them; the name says the class, where it is known.
POLARS = "polars"
FRAME, LAZY, SERIES, EXPRESSION = "polars.DataFrame", "polars.LazyFrame", "polars.Series", "polars.Expr"
#: What frames are grouped into: what it gives by its methods.
GROUPS, LAZY_GROUPS = "polars groups", "polars lazy groups"
SQL_CONTEXT = "polars.SQLContext"

#: Methods that change their receiver and give it.
IN_PLACE = frozenset({"append", "extend", "insert_column", "replace_column", "scatter"})
#: The same, but what they give is something else.
TAKING_OUT = frozenset({"drop_in_place", "__setitem__"})

_KEEPING = (
    "bottom_k cast clear clone count drop drop_nans drop_nulls explode fill_nan fill_null filter gather gather_every"
    " head interpolate join join_asof join_where limit match_to_schema max mean median merge_sorted min null_count"
    " pivot quantile remove rename reverse select select_seq set_sorted shift slice sort sql std sum tail top_k unique"
    " unnest unpivot update var with_columns with_columns_seq with_row_index with_row_count melt"
)
_OF_FRAMES = (
    "corr describe hstack map_columns map_rows product rechunk sample shrink_to_fit to_dummies transpose unstack"
    " upsample vstack"
)
_OF_LAZY = "cache first from_lazyframe_resolver inspect last lazy map_batches"
_OF_SERIES = (
    "abs alias arg_sort arg_true arg_unique backward_fill bottom_k cast ceil clear clip clone cos cum_count cum_max"
    " cum_min cum_prod cum_sum cut diff drop_nans drop_nulls ewm_mean ewm_std exp explode extend_constant fill_nan"
    " fill_null filter floor forward_fill gather gather_every hash head interpolate is_between is_duplicated is_finite"
    " is_first_distinct is_in is_infinite is_last_distinct is_nan is_not_nan is_not_null is_null is_unique limit log"
    " log10 log1p map_elements mode not_ pct_change pow qcut rank rechunk rename replace replace_strict reverse"
    " rolling_max rolling_mean rolling_median rolling_min rolling_std rolling_sum rolling_var round sample set shift"
    " shuffle sign sin slice sort sqrt tail to_physical top_k unique unique_counts zip_with"
)
_NUMBERS = (
    "all any arg_max arg_min dot entropy first index_of item kurtosis last max mean median min nan_max nan_min product"
    " quantile skew std sum var"
)
_AGGREGATES = "agg all first head last len map_groups max mean median min n_unique quantile sum tail count"


def _each(*given: tuple[str, str]) -> dict[str, str]:
    return {name: what for names, what in given for name in names.split()}


#: Class -> method -> what it gives: a class of polars, or a type of others.
METHODS: dict[str, dict[str, str]] = {
    FRAME: _each(
        (f"{_KEEPING} {_OF_FRAMES}", FRAME), ("lazy", LAZY),
        ("drop_in_place fold hash_rows is_duplicated is_unique to_series to_struct get_column", SERIES),
        ("max_horizontal mean_horizontal min_horizontal sum_horizontal", SERIES),
        ("group_by group_by_dynamic rolling", GROUPS), ("to_numpy", "ndarray"), ("to_pandas", "DataFrame"),
        ("to_dict rows_by_key collect_schema", "dict"), ("to_dicts rows get_columns partition_by", "list"),
        ("iter_rows iter_columns iter_slices", "iterator"), ("row", "tuple"), ("item estimated_size", "scalar"),
        ("equals is_empty is_sorted", "bool"), ("get_column_index n_unique write_database n_chunks", "int"),
        ("write_parquet write_avro write_ipc write_excel show", "NoneType"),
        ("write_csv write_json write_ndjson glimpse", "str"),
    ),
    LAZY: _each(
        (f"{_KEEPING} {_OF_LAZY}", LAZY), ("collect describe fetch", FRAME), ("explain", "str"),
        ("group_by group_by_dynamic rolling", LAZY_GROUPS), ("collect_schema", "dict"),
        ("collect_batches", "iterator"), ("show", "NoneType"),
    ),
    SERIES: _each(
        (_OF_SERIES, SERIES), ("describe hist to_dummies to_frame value_counts", FRAME), ("to_numpy", "ndarray"),
        ("to_pandas", "Series"), ("to_list get_chunks chunk_lengths", "list"), (_NUMBERS, "scalar"),
        ("count len n_chunks n_unique null_count", "int"), ("equals has_nulls is_empty is_sorted", "bool"),
    ),
    GROUPS: _each((_AGGREGATES, FRAME), ("having", GROUPS), ("__iter__", "iterator")),
    LAZY_GROUPS: _each((_AGGREGATES, LAZY), ("having", LAZY_GROUPS)),
    SQL_CONTEXT: _each(("execute", LAZY), ("tables", "list")),
}  # fmt: skip
#: Attribute of a frame or a column -> its type; all others are of polars.
ATTRIBUTES = {
    **dict.fromkeys(("columns", "dtypes"), "list"),
    **dict.fromkeys(("schema", "flags"), "dict"),
    **dict.fromkeys(("height", "width"), "int"),
    **dict.fromkeys(("shape", "dtype", "name"), "scalar"),
}
#: Function of polars -> what it gives; others give expressions.
FUNCTIONS: dict[str, str] = {
    f"polars.{name}": what
    for name, what in _each(
        ("DataFrame from_dataframe from_dict from_dicts from_numpy from_records json_normalize", FRAME),
        ("read_avro read_clipboard read_csv read_database read_database_uri read_delta read_ipc", FRAME),
        ("read_ipc_stream read_json read_lines read_ndjson read_parquet", FRAME),
        ("LazyFrame defer scan_csv scan_delta scan_iceberg scan_ipc scan_lines scan_ndjson scan_parquet", LAZY),
        ("Series", SERIES), ("collect_all align_frames", "list"), ("read_parquet_schema read_ipc_schema", "dict"),
        ("SQLContext", SQL_CONTEXT), ("explain_all", "str"), ("thread_pool_size", "int"),
        ("from_arrow from_pandas from_repr read_excel read_ods sql select concat union merge_sorted", POLARS),
        ("set_random_seed enable_string_cache disable_string_cache show_versions", "NoneType"),
        ("using_string_cache", "bool"),
    ).items()
}  # fmt: skip
