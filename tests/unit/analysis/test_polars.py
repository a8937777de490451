"""Values of polars share nothing, but what they are to call; few methods change them."""

from __future__ import annotations

import pytest

from nb2pipe.model.accesses import WriteKind
from nb2pipe.model.ids import VarName
from tests.support.notebooks import analysis_of

_HEAD = "import polars as pl\nframe = pl.read_csv('a.csv')\nlazy = pl.scan_csv('a.csv')\ncolumn = frame['a']"


_MORE = "values = frame.to_numpy()\nrows = frame.to_dicts()\nother = pl.DataFrame({'a': column})\nkept = frame"


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("few = frame.filter(pl.col('a') > 1).sort('a')", set()),
        ("later = frame.lazy().join(lazy, on='a').collect()", set()),
        ("values[0] = 1", {"values"}),
        ("column[0] = 1", {"column"}),
        ("frame.extend(other)", {"frame", "kept"}),
        ("frame.insert_column(0, column)", {"frame", "kept"}),
        ("column.sort(in_place=True)", {"column"}),
        ("rows[0]['a'] = 1", {"rows"}),
        ("other[0, 'a'] = 1", {"other"}),
    ],
)
def test_only_what_a_method_changes_has_changed(source, changed):
    writes = analysis_of(_HEAD, _MORE, source).cells[2].writes
    assert {name for name, write in writes.items() if write.kind is not WriteKind.BIND} == changed


@pytest.mark.parametrize(
    ("value", "class_"),
    [
        ("frame.group_by('a').agg(pl.len())", "polars.DataFrame"),
        ("lazy.filter(pl.col('a') > 1).collect()", "polars.DataFrame"),
        ("frame.lazy().with_columns(b=1)", "polars.LazyFrame"),
        ("pl.concat([frame, frame.head()])", "polars.DataFrame"),
        ("pl.concat([lazy, frame])", ""),
        ("frame['a'] * 2", "polars.Series"),
        ("pl.col('a').dt.month() + 1", "polars.Expr"),
        ("frame.pipe(print)", ""),
        ("pl.date_range(start, end, eager=True)", "polars.Series"),
    ],
)
def test_class_of_a_result_is_known(value, class_):
    write = analysis_of(_HEAD, f"start = end = None\nmade = {value}").cells[1].writes[VarName("made")]
    assert write.made_by == class_


def test_sql_over_frames_reads_them():
    found = analysis_of(_HEAD, "pl.sql('select * from frame').collect()").cells[1]
    assert "frame" in found.reads


def test_context_of_sql_cannot_go_to_another_process():
    write = analysis_of(_HEAD, "context = pl.SQLContext(frame=frame)").cells[1].writes[VarName("context")]
    assert [each.what for each in write.uncrossable] == ["SQL context of polars"]


def test_lazy_frame_holds_the_functions_that_it_is_to_call():
    write = analysis_of(_HEAD, "later = lazy.with_columns(pl.col('a').map_elements(lambda a: a + 1))").cells[1].writes
    assert "lambda" in str(write[VarName("later")].uncrossable)
