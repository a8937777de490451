"""Objects in the columns of tables are changed with their tables: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: The first cell of every case.
_DATA = """import pandas as pd
df=pd.DataFrame({'t':[['a'],['b']],'n':[1,2]})"""

#: Cells behind the one above, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "loop": (
        "for t in df['t']: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "loop over an attribute": (
        "for t in df.t: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "apply": (
        "df['t'].apply(lambda t: t.append('x'))",
        "r=sum(map(len,df['t']))",
    ),
    "apply a function": (
        "def f(t): t.append('x')",
        "df['t'].apply(f)",
        "r=sum(map(len,df['t']))",
    ),
    "map": (
        "df['t'].map(lambda t: t.append('x'))",
        "r=sum(map(len,df['t']))",
    ),
    "iterrows": (
        "for i,row in df.iterrows(): row['t'].append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "itertuples": (
        "for row in df.itertuples(): row.t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "rows of apply": (
        "df.apply(lambda row: row['t'].append('x'),axis=1)",
        "r=sum(map(len,df['t']))",
    ),
    "values": (
        "for t in df['t'].values: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "tolist": (
        "for t in df['t'].tolist(): t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "zip": (
        "for t,n in zip(df['t'],df['n']): t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "comprehension": (
        "[t.append('x') for t in df['t']]",
        "r=sum(map(len,df['t']))",
    ),
    "items": (
        "for i,t in df['t'].items(): t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "one item": (
        "df['t'][0].append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "split texts": (
        "df['s'] = ['a b', 'c d']\ndf['t'] = df['s'].str.split()",
        "for t in df['t']: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "results of a function": (
        "df['t'] = df['t'].apply(lambda t: ' '.join(t).split())",
        "for t in df['t']: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "a copy": (
        "e = df.copy()",
        "for t in e['t']: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "a selection": (
        "e = df[df['n'] > 0]",
        "for t in e['t']: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "lists put into a column": (
        "lists = [['q'], ['w']]\ndf['u'] = lists",
        "lists[0].append('x')",
        "r=sum(map(len,df['u']))",
    ),
    "loop over groups": (
        "for k,part in df.groupby('n'):\n    for t in part['t']: t.append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "loop over groups of a column": (
        "for k,column in df.groupby('n')['t']: column.iloc[0].append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "one group": (
        "df.groupby('n').get_group(1)['t'].iloc[0].append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "dict of groups": (
        "parts=dict(list(df.groupby('n')))",
        "parts[2]['t'].iloc[0].append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "records": (
        "for row in df.to_dict('records'): row['t'].append('x')",
        "r=sum(map(len,df['t']))",
    ),
    "dict of columns": (
        "columns=df.to_dict()",
        "columns['t'][0].append('x')",
        "r=sum(map(len,df['t']))",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough([_DATA, *CASES[case]], "r")
