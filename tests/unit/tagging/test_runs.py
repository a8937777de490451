from __future__ import annotations

from collections.abc import Callable

from nb2pipe.tagging import TagProposal

Suggest = Callable[..., dict[int, TagProposal]]
LOAD = "import pandas as pd\ndf = pd.read_csv('a.csv')"


def test_report_of_a_value_that_its_step_changes_later_splits_the_step(suggest: Suggest) -> None:
    found = suggest(LOAD, "df.head()", "df = df.dropna()")
    assert found[1].tag == "step:report"
    assert found[0].tag != found[2].tag


def test_report_of_a_value_that_stays_splits_nothing(suggest: Suggest) -> None:
    found = suggest(LOAD, "df.head()", "clean = df.dropna()")
    assert found[0].tag == found[2].tag == "step:data"


def test_several_reports_need_one_split_only(suggest: Suggest) -> None:
    found = suggest(LOAD, "df.head()", "other = df.copy()", "other.tail()", "df['a'] = 1\nother['a'] = 2")
    steps = {proposal.tag for proposal in found.values() if proposal.tag != "step:report"}
    assert len(steps) == 2


def test_splits_stop_before_there_are_too_many_steps(suggest: Suggest) -> None:
    cells = [text for _ in range(30) for text in ("df = df.dropna()", "df.head()")]
    found = suggest(LOAD, *cells)
    steps = {proposal.tag for proposal in found.values() if proposal.tag != "step:report"}
    assert len(steps) == 15


def test_long_run_is_split_at_its_headings(suggest: Suggest) -> None:
    cells = [text for part in range(3) for text in (f"#md ## Part {'abc'[part]}x", *["df = df.dropna()"] * 4)]
    found = suggest(LOAD, *cells)
    assert [found[i].tag for i in (2, 7, 12)] == ["step:data:prepare_df", "step:data:part_bx", "step:data:part_cx"]
