"""Iterators give what their sources hold, and use them up: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.slices import assert_slice_is_enough

#: Cells, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "takewhile": (
        "import itertools as it\nls=[[1],[2]]",
        "for x in it.takewhile(lambda x: len(x)<3,ls): x.append(0)",
        "r=len(ls[0])",
    ),
    "compress": (
        "import itertools as it\nls=[[1],[2]]",
        "for x in it.compress(ls,[1,0]): x.append(0)",
        "r=len(ls[0])",
    ),
    "filterfalse": (
        "import itertools as it\na=[[1],[]]",
        "z=list(it.filterfalse(bool,a))",
        "z[0].append(2)",
        "r=len(a[1])",
    ),
    "dropwhile": (
        "import itertools as it\na=[[1],[]]",
        "z=list(it.dropwhile(bool,a))",
        "z[0].append(2)",
        "r=len(a[1])",
    ),
    "map method": (
        "a=[[3,1]]",
        "list(map(list.sort,a))",
        "r=a[0][0]",
    ),
    "gen aug": (
        "g=(x for x in [0,1,2,3])\nl=[]",
        "l+=g",
        "r=len(list(g))",
        "q=len(l)",
    ),
    "gen slice assign": (
        "g=(x for x in [0,1,2,3])\nl=[]",
        "l[:]=g",
        "r=len(list(g))",
        "q=len(l)",
    ),
    "heapq merge": (
        "import heapq\na=[[1]];b=[[2]]",
        "z=list(heapq.merge(a,b))",
        "z[0].append(1)",
        "r=len(a[0])",
    ),
    "heapq nl": (
        "import heapq\na=[[1],[2]]",
        "z=heapq.nlargest(1,a)",
        "z[0].append(1)",
        "r=len(a[1])",
    ),
    "tee": (
        "import itertools as it\nl=[[1],[2]]",
        "a,b=it.tee(l)",
        "next(a).append(9)",
        "r=len(l[0])",
    ),
    "groupby rows": (
        "import itertools as it\nrows=[{'k':1},{'k':1},{'k':2}]",
        "for k,g in it.groupby(rows,key=lambda x:x['k']):\n    for x in g: x['s']=1",
        "r=sum('s' in x for x in rows)",
    ),
    "starmap": (
        "import itertools as it\nls=[[1],[2]]",
        "list(it.starmap(lambda l,v: l.append(v),zip(ls,[5,6])))",
        "r=len(ls[0])",
    ),
    "queue alias": (
        "import queue\nx=[1];qq=queue.Queue()",
        "qq.put(x)",
        "qq.get().append(2)",
        "r=len(x)",
    ),
    "async run": (
        "import asyncio\nl=[]\nasync def f(): l.append(1); return l",
        "z=asyncio.run(f())",
        "z.append(2)",
        "r=len(l)",
    ),
    "async gather": (
        "import asyncio\nl=[[1],[2]]\nasync def f(x): return x\nasync def main(): return await asyncio.gather(*(f(x) for x in l))",
        "z=asyncio.run(main())",
        "z[0].append(2)",
        "r=len(l[0])",
    ),
    "joblib par": (
        "from joblib import Parallel, delayed\nls=[[1],[2]]\ndef f(x): x.append(1); return x",
        "z=Parallel(n_jobs=1)(delayed(f)(x) for x in ls)",
        "r=len(ls[0])",
    ),
    "joblib par2": (
        "from joblib import Parallel, delayed\nls=[[1],[2]]\ndef f(x): return x",
        "z=Parallel(n_jobs=1)(delayed(f)(x) for x in ls)",
        "z[0].append(1)",
        "r=len(ls[0])",
    ),
    "recur nested": (
        "d={'a':{'b':[1]}}\ndef f(x):\n    if isinstance(x,dict):\n        for v in x.values(): f(v)\n    else: x.append(2)",
        "f(d)",
        "r=len(d['a']['b'])",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough(list(CASES[case]), "r")
