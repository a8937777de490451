"""Windows on the memory of an array are changed with each other: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

#: The first cell of every case.
_DATA = """import io
import numpy as np
file = io.BytesIO()
np.save(file, np.arange(12.0).reshape(3, 4))
file.seek(0)
a = np.load(file)"""

#: Cells behind the one above, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "rows comp": (
        "rows=[a[i] for i in range(3)]",
        "rows[0][:]=0",
        "r=a.sum()",
    ),
    "rows append": (
        "rows=[]\nfor i in range(3): rows.append(a[i])",
        "rows[0][:]=0",
        "r=a.sum()",
    ),
    "rows list": (
        "rows=list(a)",
        "rows[0][:]=0",
        "r=a.sum()",
    ),
    "rows dict": (
        "rows={i:a[i] for i in range(3)}",
        "rows[0][:]=0",
        "r=a.sum()",
    ),
    "rows for": (
        "rows=[]\nfor x in a: rows.append(x)",
        "rows[0][:]=0",
        "r=a.sum()",
    ),
    "rows star": (
        "x,*rest=a",
        "rest[0][:]=0",
        "r=a.sum()",
    ),
    "rows rev": (
        "rows=[a[i] for i in range(3)]",
        "a[0][:]=0",
        "r=rows[0].sum()",
    ),
    "rows cols": (
        "cols=[a[:,j] for j in range(3)]",
        "cols[0][:]=0",
        "r=a.sum()",
    ),
    "rows zip": (
        "ps=list(zip(a,range(3)))",
        "ps[0][0][:]=0",
        "r=a.sum()",
    ),
    "rows map": (
        "ps=list(map(lambda i: a[i],range(3)))",
        "ps[0][:]=0",
        "r=a.sum()",
    ),
    "rows split": (
        "ps=np.array_split(a,3)",
        "ps[0][:]=0",
        "r=a.sum()",
    ),
    "win slices": (
        "u=a[:2]; v=a[1:]",
        "u[1]=0",
        "r=v.sum()",
    ),
    "win cols": (
        "u=a[:,0]; v=a[:,1]",
        "u[:]=0",
        "r=v.sum()",
    ),
    "win T": (
        "u=a.T; v=a[0]",
        "u[:]=0",
        "r=v.sum()",
    ),
    "win deep": (
        "u=a[1:]; v=u[0]; w=a[1]",
        "v[:]=0",
        "r=w.sum()",
    ),
    "win reshape": (
        "u=a.reshape(-1); v=a.ravel()",
        "u[:]=0",
        "r=v.sum()",
    ),
    "coefficients": (
        "from sklearn.linear_model import LinearRegression\nm=LinearRegression().fit(a[:, :2],a[:, 2])",
        "m.coef_[0]=7",
        "r=m.predict(a[:, :2]).sum()",
    ),
    "np dot m out": (
        "o=np.zeros((3,3))",
        "a.dot(a.T,o)",
        "r=o.sum()",
    ),
    "np nan to num": (
        "a[0,0]=np.nan",
        "np.nan_to_num(a,copy=False)",
        "r=a.sum()",
    ),
    "np broadcast arrays": (
        "x,y=np.broadcast_arrays(a[0],a)",
        "a[0,0]=99",
        "r=x[0,0]",
    ),
    "np meshgrid sparse": (
        "x,y=np.meshgrid(a[0],a[1],sparse=True,copy=False)",
        "a[0,0]=99",
        "r=x[0,0]",
    ),
    "np struct": (
        "x=np.zeros(2,dtype=[('p',int),('q',float)])\ny=x[0]",
        "y['p']=5",
        "r=x['p'].sum()",
    ),
    "np min row": (
        "m=min(a,key=lambda v:v.sum())",
        "m[:]=50",
        "r=a.sum()",
    ),
    "np astype nocopy": (
        "b=a.astype(float,copy=False)",
        "b[0,0]=99",
        "r=a[0,0]",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough([_DATA, *CASES[case]], "r")


@pytest.mark.parametrize(
    ("windows", "change", "kept"),
    [
        ("u = a[:2]; v = a[2:]", "u[1] = 0", (0, 1, 3)),
        ("u = a[:, 0]; v = a[:, 1]", "u[:] = 0", (0, 1, 3)),
        ("u = a[0]; v = a[1]", "u[:] = 0", (0, 1, 3)),
        ("n = 2; u = a[:n]; v = a[n:]", "u[:] = 0", (0, 1, 3)),
        ("u = a[:2]; v = a[1:]", "u[1] = 0", (0, 1, 2, 3)),
    ],
)
def test_windows_that_lie_apart_do_not_change_each_other(windows: str, change: str, kept: tuple[int, ...]) -> None:
    assert analysis_of(_DATA, windows, change, "r = v.sum()").slice_of("r") == kept


def test_a_copy_that_is_asked_for_shares_nothing() -> None:
    table = "import pandas as pd\ndf = pd.DataFrame({'x': [1.0, 2.0]})"
    cells = (table, "b = df['x'].to_numpy(copy=True)", "b[0] = 9", "r = df['x'].sum()")
    assert analysis_of(*cells).slice_of("r") == (0, 3)
