"""Groupings, tables over arrays and sparse matrices show what was changed since: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: The first cell of every case.
_DATA = """import numpy as np, pandas as pd
df=pd.DataFrame({'a':[3,1,2],'b':[1.,2.,3.],'k':['x','y','x']})
a=np.arange(12.).reshape(3,4)
s=df['a'].copy()"""

#: Cells behind the one above, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "groupby obj change": (
        "g=df.groupby('k')",
        "df['a']=0",
        "r=g['a'].sum().sum()",
    ),
    "groupby loc change": (
        "g=df.groupby('k')",
        "df.loc[0,'a']=50",
        "r=g['a'].sum().sum()",
    ),
    "column of groups by attribute": (
        "g=df.groupby('k').b.mean()",
        "g['x']=0.",
        "r=g.sum()",
    ),
    "mean of columns in levels": (
        "w=df.groupby('k').agg({'b':['mean','max']})\ng=w['b'].mean()",
        "g['max']=0.",
        "r=g.sum()",
    ),
    "mean of what may be columns": (
        "w=df.set_index('k').T\ng=w['x'].mean()",
        "g['max']=0.",
        "r=g['max']",
    ),
    "groups of a column see the table": (
        "g=df.groupby('k')['b']\nh=df.groupby('k').b.rolling(2)",
        "df['b']=0",
        "r=g.sum().sum()+h.sum().sum()",
    ),
    "df from arr shared": (
        "e=pd.DataFrame(a,copy=False)",
        "a[0,0]=77",
        "r=e.iloc[0,0]",
    ),
    "s from arr": (
        "v=np.arange(3.);e=pd.Series(v,copy=False)",
        "v[0]=77",
        "r=e.iloc[0]",
    ),
    "sparse elim": (
        "from scipy import sparse\nm=sparse.csr_matrix([[1.,2.],[0.,3.]]);m.data[0]=0",
        "m.eliminate_zeros()",
        "r=m.nnz",
    ),
    "sparse setdiag": (
        "from scipy import sparse\nm=sparse.lil_matrix((2,2))",
        "m.setdiag(1)",
        "r=m.sum()",
    ),
    "sparse sum dup": (
        "from scipy import sparse\nm=sparse.coo_matrix(([1,1],([0,0],[0,0])))",
        "m.sum_duplicates()",
        "r=m.nnz",
    ),
    "groupby transform fn": (
        "log=[]",
        "df['m']=df.groupby('k')['a'].transform(lambda x: (log.append(1),x)[1])",
        "r=len(log)>0",
    ),
    "groupby agg fn": (
        "log=[]",
        "z=df.groupby('k').agg({'a':lambda x: log.append(1) or 1})",
        "r=len(log)>0",
    ),
    "assign lambda": (
        "log=[]",
        "z=df.assign(q=lambda d: log.append(1) or 1)",
        "r=len(log)",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough([_DATA, *CASES[case]], "r")
