from __future__ import annotations

from nb2pipe.model.plan import PipelinePlan
from tests.support.notebooks import CellText, make_notebook, plan_of

FIRST = "import pandas as pd\nimport matplotlib.pyplot as plt\npd.set_option('display.precision', 2)"
DATA: CellText = ("df = pd.DataFrame({'a': [1.23456]})", ["step:data"])
FEATURE: CellText = ("features = df * 2", ["step:feature"])
SHOW_DATA: CellText = ("df", ["step:report"])
SHOW: CellText = ("features", ["step:report"])
ANEW = "pd.set_option('display.precision', 4)"


def plan(*cells: CellText) -> PipelinePlan:
    return plan_of(make_notebook(*cells))


def order(found: PipelinePlan) -> list[str]:
    """The cells of the run notebook but for its texts: steps by name, others by source."""
    return [str(cell.step or cell.source) for cell in found.twin if cell.what != "markdown"]


def test_what_holds_above_the_first_report_is_set_in_the_first_cell() -> None:
    found = plan(FIRST, ANEW, DATA, SHOW_DATA)
    assert found.twin_setup.endswith("pd.set_option('display.precision', 2)\npd.set_option('display.precision', 4)")
    assert order(found) == ["data", "df"]


def test_a_setting_between_reports_is_set_between_them() -> None:
    found = plan(FIRST, DATA, SHOW_DATA, ANEW, ("df.head()", ["step:report"]))
    assert "4" not in found.twin_setup
    assert order(found) == ["data", "df", ANEW, "df.head()"]


def test_a_step_below_sets_it_itself() -> None:
    assert order(plan(FIRST, DATA, SHOW_DATA, ANEW, FEATURE, SHOW)) == ["data", "df", "feature", "features"]


def test_a_step_that_sets_an_older_one_again_is_put_right() -> None:
    again: CellText = ("df.tail()", ["step:report"])
    assert order(plan(FIRST, DATA, SHOW_DATA, ANEW, FEATURE, SHOW, again))[-1] == "df.tail()"
    cells = (FIRST, DATA, SHOW_DATA, FEATURE, ANEW, SHOW, ("c = features + 1", ["step:train"]), again)
    assert order(plan(*cells)) == ["data", "df", "feature", ANEW, "features", "train", "df.tail()"]


def test_what_cannot_undo_each_other_is_not_set_again() -> None:
    figures = "plt.rcParams['font.size'] = 8"
    found = plan(FIRST, figures, DATA, SHOW_DATA, FEATURE, ("features.plot()", ["step:report"]))
    assert order(found) == ["data", "df", "feature", "features.plot()"]


def test_a_setting_of_a_report_holds_for_what_is_below() -> None:
    report: CellText = ("pd.set_option('display.precision', 6)\ndf", ["step:report"])
    found = plan(FIRST, DATA, report, FEATURE, SHOW)
    assert order(found) == ["data", "pd.set_option('display.precision', 6)\ndf", "feature", "features"]
