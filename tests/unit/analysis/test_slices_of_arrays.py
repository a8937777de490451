"""Each case is run whole and as a slice: arrays, frames and models that share memory or are changed from afar."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

_DATA = """import numpy as np, pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
class Centered(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.mean_ = X.mean()
        return self
    def transform(self, X):
        seen.append(len(X))
        return X - self.mean_
seen = []
a = np.arange(12.0).reshape(3, 4)
rows = np.zeros(2, dtype=[("x", float), ("y", int)])
df = pd.DataFrame({"a": [3, 1, 2]})
rng = np.random.RandomState(0)
centered = Centered()
model = make_pipeline(centered, LogisticRegression())"""
#: Cells behind the one above, of which the last binds `r`.
CASES: dict[str, tuple[str, ...]] = {
    "attributes of a frame": ("df.attrs['unit'] = 'm'", "r = df.attrs['unit']"),
    "rot90": ("b = np.rot90(a)", "b[0, 0] = 99", "r = a.max()"),
    "shape set in place": ("b = np.zeros(4)\nb.shape = 2, 2", "row = b[0]", "row += 1", "r = b.sum()"),
    "nditer": ("for x in np.nditer(a, op_flags=['readwrite']):\n    x[...] = 0", "r = a.sum()"),
    "positional out of two": ("np.add(a, 1, a)", "r = a.sum()"),
    "positional out of one": ("np.negative(a, a)", "r = a.sum()"),
    "field": ("x = rows['x']", "x[0] = 3", "r = rows['x'].sum()"),
    "vectorize": ("f = np.vectorize(lambda v: seen.append(v) or v)", "f(a)", "r = len(seen) > 0"),
    "frompyfunc": ("f = np.frompyfunc(lambda v: seen.append(v) or v, 1, 1)", "f(a)", "r = len(seen)"),
    "masked array": ("m = np.ma.masked_array(a, a > 3)", "m[0] = 9", "r = a[0, 0]"),
    "sample": ("df.sample(1, random_state=rng)", "r = rng.rand()"),
    "pipeline of an own class": ("model.fit(a, [0, 1, 0])", "r = centered.mean_"),
    "code of an own class": ("model.fit(a, [0, 1, 0])", "r = seen"),
    "library option": (
        "import matplotlib\nmatplotlib.rcParams['font.size'] = 20",
        "r = matplotlib.rcParams['font.size']",
        "matplotlib.rcdefaults()",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough([_DATA, *CASES[case]], "r")
