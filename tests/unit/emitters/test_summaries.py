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
