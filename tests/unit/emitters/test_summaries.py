"""What the tests of a package compare."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from nb2pipe.emitters.boilerplate.summaries import SUMMARIES


@pytest.fixture(scope="module")
def summaries():
    namespace = {"__name__": "summaries"}
    exec(compile(SUMMARIES, "summaries.py", "exec"), namespace)  # noqa: S102  our own source
    return SimpleNamespace(**namespace)


@pytest.mark.parametrize(
    "form", ["Date: %a, %d %b %Y", "%Y-%m-%d", "at %H:%M:%S", "%d/%m/%Y %H:%M:%S", "on %B %d, %Y", "run%Y%m%d"]
)
def test_text_that_tells_when_it_was_written_is_the_same_at_any_time(summaries, form):
    text = summaries.timeless(time.strftime(form))
    assert "<now>" in text
    assert not any(letter.isdigit() for letter in text)


def test_ctime_keeps_nothing_but_the_year(summaries):
    assert summaries.timeless(time.ctime()) == f"<now> <now> {time.strftime('%Y')}"


def test_other_dates_and_times_are_results(summaries):
    past = time.localtime(time.time() - 40 * 86400 - 5 * 3600)
    text = f"{time.strftime('%Y-%m-%d %H:%M:%S', past)}, 3 items, Monday"
    assert summaries.timeless(text) == text


def test_long_texts_are_compared_without_their_time(summaries):
    words = "word " * 200
    now = time.time()
    once, again = (summaries.summarize(words + time.strftime("%H:%M:%S", time.localtime(now - age))) for age in (0, 9))
    assert once == again != summaries.summarize(words)


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "boolean"])
def test_missing_values_of_nullable_columns_are_left_out_of_statistics(summaries, dtype):
    pandas = pytest.importorskip("pandas")
    found = summaries.summarize(pandas.Series([1, None, 0], dtype=dtype))["values"]
    assert found["count"] == 3
    assert ... not in found["some"]


def test_masked_and_huge_numbers_have_a_summary(summaries):
    numpy = pytest.importorskip("numpy")
    masked = summaries.summarize(numpy.ma.masked_array([1.0, 2.0], mask=[True, False]))
    assert masked["values"]["finite"] == 1
    assert summaries.summarize(numpy.array([10**400, 1], dtype=object))["values"]["finite"] == 1


def test_object_that_cannot_be_asked_has_the_summary_of_its_type(summaries):
    class Reticent:
        def __repr__(self) -> str:
            raise RuntimeError("no")

    assert summaries.summarize({"it": Reticent()})["items"] == {"it": {"type": "Reticent"}}


def test_text_that_the_notebook_gives_an_object_is_compared_up_to_last_digits(summaries):
    code = """
class Item:
    def __init__(self, price):
        self.price = price

    def __repr__(self):
        return f"Item({self.price})"
"""
    scope = {"__name__": "__main__"}
    exec(code, scope)  # noqa: S102  a class of a notebook
    one = summaries.summarize(scope["Item"](0.1 + 0.2))
    assert one["text"] == "Item(0.30000000000000004)"
    assert not summaries.differences(one, summaries.summarize(scope["Item"](0.3)))
    assert summaries.differences(one, one | {"text": "Tool(0.3)"})
    assert summaries.differences(one, one | {"text": "Item(0.4)"})


def test_columns_of_polars_and_arrow_are_summed_up(summaries):
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    frame, table = pl.DataFrame({"a": [1.0, None], "b": ["x", "y"]}), pa.table({"a": [1.0, None], "b": ["x", "y"]})
    for value, other in ((frame, frame.fill_null(2.0)), (table, table.slice(1)), (frame["a"], frame["b"])):
        assert not summaries.differences(summaries.summarize(value), summaries.summarize(value))
        assert summaries.differences(summaries.summarize(value), summaries.summarize(other))
    assert (
        summaries.summarize(frame)["columns"]["a"]["mean"] == summaries.summarize(table)["columns"]["a"]["mean"] == 1.0
    )
    assert summaries.summarize(frame.lazy()) == {"type": "LazyFrame"}
