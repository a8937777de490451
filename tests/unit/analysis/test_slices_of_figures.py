"""Parts of one figure are changed with each other: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

_DATA = """import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
plt.close('all')
df = pd.DataFrame({'a': [1.0, 3], 'b': [4.0, 1]})"""

#: Cells behind the one above, of which the last binds `r`.
CASES: dict[str, tuple[str, ...]] = {
    "current axes": ("fig = plt.figure()\nax = plt.gca()", "ax.set_title('t')", "r = fig.axes[0].get_title()"),
    "first plot": ("fig = plt.figure()\nline, = plt.plot([1])", "line.set_color('r')", "r = fig.axes[0].lines[0].get_color()"),
    "bars": ("fig, ax = plt.subplots()\nbars = plt.bar([1], [2])", "bars[0].set_width(9)", "r = fig.axes[0].patches[0].get_width()"),
    "chosen axes": (
        "fig, axes = plt.subplots(1, 2)\nother = plt.figure()\nplt.sca(axes[0])\nline, = plt.plot([1])",
        "line.set_color('r')",
        "r = fig.axes[0].lines[0].get_color()",
    ),
    "chosen figure": (
        "fig = plt.figure()\nother = plt.figure()\nplt.figure(fig.number)\nax = plt.gca()",
        "ax.set_title('t')",
        "r = fig.gca().get_title()",
    ),
    "given axes": ("fig, ax = plt.subplots()", "bx = df.plot(ax=ax)", "bx.set_title('t')", "r = ax.get_title()"),
    "accessor": ("fig, ax = plt.subplots()", "bx = df.plot.bar(ax=ax)", "bx.set_title('t')", "r = ax.get_title()"),
    "column": ("fig, ax = plt.subplots()\nbx = df['a'].plot()", "bx.set_title('t')", "r = ax.get_title()"),
    "function": (
        "def panel():\n    ax = plt.gca()\n    return ax\nfig = plt.figure()\nax = panel()",
        "ax.set_title('t')",
        "r = fig.gca().get_title()",
    ),
    "array of axes": (
        "fig, axes = plt.subplots(1, 2)\nflat = fig.axes",
        "for ax in list(flat):\n    ax.set_title('t')",
        "r = axes[0].get_title()",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough([_DATA, *CASES[case]], "r")


@pytest.mark.parametrize(
    "drawn",
    [
        "import seaborn as sns\nfig = plt.figure()\nax = sns.lineplot(x=[1], y=[2])",
        "import seaborn as sns\nfig, bx = plt.subplots()\nax = sns.lineplot(x=[1], y=[2], ax=bx)",
        "import seaborn as sns\nfig = sns.FacetGrid(df, col='a')\naxes = fig.axes\nax = axes.flat[0]",
        (
            "from sklearn.metrics import RocCurveDisplay\nfig, bx = plt.subplots()\n"
            "ax = RocCurveDisplay.from_predictions([0, 1], [0, 1], ax=bx).ax_"
        ),
    ],
)
def test_axes_of_other_libraries_belong_to_their_figure(drawn: str) -> None:
    assert analysis_of(_DATA, drawn, "ax.set_title('t')", "fig.savefig('a.png')").slice_of("fig") == (0, 1, 2, 3)


def test_new_figures_are_apart_from_older_ones() -> None:
    figures = "fig, ax = plt.subplots()\nother, bx = plt.subplots()"
    assert analysis_of(_DATA, figures, "bx.set_title('t')", "r = ax.get_title()").slice_of("r") == (0, 1, 3)
