"""What estimators of libraries fit in place, and what they fit clones of."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

MINE = """from sklearn.base import BaseEstimator, TransformerMixin
fits = []
class Mine(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        self.fitted_ = True
        fits.append(1)
        return self
    def transform(self, X):
        return X
"""
DATA = "X, y = [[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1]\nmine = Mine()"
PIPE = "from sklearn.pipeline import make_pipeline\nfrom sklearn.linear_model import LogisticRegression\n"
OUTER = {
    "search": (
        PIPE + "from sklearn.model_selection import GridSearchCV\n"
        "outer = GridSearchCV(make_pipeline(mine, LogisticRegression()), {}, cv=2)",
        False,
    ),
    "columns": (
        "from sklearn.compose import ColumnTransformer\nouter = ColumnTransformer([('a', mine, [0])])",
        False,
    ),
    "pipeline": (PIPE + "outer = make_pipeline(mine, LogisticRegression())", True),
    "columns in a pipeline": (
        PIPE + "from sklearn.compose import ColumnTransformer\n"
        "outer = make_pipeline(ColumnTransformer([('a', mine, [0])]), LogisticRegression())",
        False,
    ),
}


@pytest.mark.parametrize(("outer", "is_changed"), OUTER.values(), ids=OUTER)
def test_only_pipelines_fit_the_very_estimators_that_they_hold(outer: str, is_changed: bool) -> None:
    cells = [MINE, DATA, outer, "outer.fit(X, y)", "state = sorted(vars(mine))", "count = len(fits)"]
    written = analysis_of(*cells).cells[3].writes
    assert ("mine" in written and written["mine"].is_changed) == is_changed  # type: ignore[index]
    assert_slice_is_enough(cells, "state")
    assert_slice_is_enough(cells, "count")
