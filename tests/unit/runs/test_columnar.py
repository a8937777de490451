"""Values of polars and pyarrow are compared by what is in their columns."""

from __future__ import annotations

import pytest

from nb2pipe.runs.compare import first_difference
from nb2pipe.runs.describe import describe


def _difference(left, right):
    return first_difference(describe(left), describe(right), name="value")


def test_frames_are_equal_however_memory_holds_them():
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"a": [1, None, 3], "b": ["x", "y", None]})
    parts = pl.concat([frame.head(1), frame.tail(2)], rechunk=False)
    assert _difference(frame, parts) is None
    assert _difference(frame, frame.with_columns(pl.col("a").fill_null(0))) is not None
    assert _difference(frame, frame.with_columns(pl.col("a").cast(pl.Int8))) is not None
    assert _difference(frame["a"], frame["a"].rename("c")) is not None


def test_lazy_frames_and_expressions_are_compared_by_what_they_will_do():
    pl = pytest.importorskip("polars")
    lazy = pl.LazyFrame({"a": [1]})
    assert _difference(lazy.filter(pl.col("a") > 1), lazy.filter(pl.col("a") > 1)) is None
    assert _difference(lazy.filter(pl.col("a") > 1), lazy.filter(pl.col("a") > 2)) is not None
    assert _difference(pl.col("a") + 1, pl.col("a") + 2) is not None


def test_tables_of_arrow_are_equal_with_and_without_a_mask():
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"a": [1, 2, 3]})
    masked = pa.table({"a": pa.chunked_array([pa.array([0, 1], mask=None), pa.array([2, 3])])}).slice(1)
    assert _difference(table, masked) is None
    assert _difference(table, table.replace_schema_metadata({"unit": "m"})) is not None
    assert _difference(table, pa.table({"a": [1, None, 3]})) is not None
