"""Notebooks whose cells all become steps: every output of every step is what the notebook had then.

What does not hold yet stands in the tables as `loud`; a line that begins to hold fails the suite until it
is an ordinary one.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from nb2pipe.errors import Refused
from tests.support.programs import ALL_KINDS, Raises, programs
from tests.unit.planning.conftest import Differences

HEAD = "import random\nrandom.seed(1)\nn0 = 3\nl0 = [5, 2]\nd0 = {'k': [1]}"


def _of(*cells: str) -> object:
    return pytest.param(cells)


def _check(cells: Sequence[str], differences: Differences) -> None:
    try:
        found = differences(cells)
    except Refused as refusal:
        assert refusal.findings
        return
    assert not found, found


SHARED = [
    _of("import numpy as np, pandas as pd\na0 = np.zeros(3)", "f0 = pd.DataFrame(a0, copy=False)", "f0.iloc[0, 0] = 5"),
    _of(
        "import pandas as pd\nf0 = pd.DataFrame({'a': [1.0, 2.0]})",
        "a0 = f0['a'].values.reshape(-1, 1)",
        "f0.loc[f0['a'] > 1, 'a'] = 7",
        "n0 = a0.sum()",
    ),
    _of("import pandas as pd\nf0 = pd.DataFrame({'a': [1.0]})", "f1 = f0.loc[0]", "b0 = [f0]", "f0.loc[5] = 3"),
    _of(
        "import functools, random\nrandom.seed(1)\n@functools.cache\ndef f(k):\n    return [random.random() + k]",
        "b0 = f(2)",
        "b1 = f(2)",
    ),
    _of("import pandas as pd\nf0 = pd.DataFrame({'a': [1.0]})", "f1 = f0.loc[:, ['a']]", "f1['a'] = 7"),
    _of(
        "import pandas as pd\nf0 = pd.DataFrame({'a': [1.0]})", "b0 = [f0]", "f0.loc[0, 'a'] = 7", "n0 = b0[0].a.sum()"
    ),
    _of("import pandas as pd\nf0 = pd.DataFrame({'a': [1.0]})", "b0 = {'k': f0}", "f0.index.name = 'i'"),
    _of("import numpy as np\na0 = np.arange(4.0)", "b0 = a0.T", "np.fill_diagonal(b0[:4].reshape(2, 2), 7)"),
    _of("class P:\n    pass\np0 = P()", "d0 = vars(p0)", "p0.x = 3", "n0 = len(d0)"),
    _of("import argparse\np0 = argparse.Namespace(a=1)\nd0 = vars(p0)", "p0.a = 3", "n0 = d0['a']"),
    _of("import argparse\np0 = argparse.Namespace(a=1)\nd0 = vars(p0)", "d0['a'] = 3", "n0 = p0.a"),
    _of("b0 = dict(k=l0)", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("b0 = dict(k=l0)", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("b0 = max(l0, [])", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = max(l0, [])", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = min([l0], key=len)", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = min([l0], key=len)", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = dict([('k', l0)])", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("b0 = dict([('k', l0)])", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("b0 = {k: l0 for k in 'ab'}", "b0['a'].append(1)", "n0 = len(l0)"),
    _of("b0 = {k: l0 for k in 'ab'}", "l0.append(1)", "n0 = len(b0['a'])"),
    _of("b0 = {}\nb0.update(k=l0)", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("b0 = {}\nb0.update(k=l0)", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("b0 = {}\nb0.update({'k': l0})", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("b0 = {}\nb0.update({'k': l0})", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("b0 = {} | {'k': l0}", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("b0 = {} | {'k': l0}", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("b0 = []\nb0.extend([l0])", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = []\nb0.extend([l0])", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = []\nb0 += [l0]", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = []\nb0 += [l0]", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = [[]]\nb0[:] = [l0]", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = [[]]\nb0[:] = [l0]", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = []\nb0.insert(0, l0)", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = []\nb0.insert(0, l0)", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = list(reversed([l0]))", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = list(reversed([l0]))", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = list(filter(None, [l0]))", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = list(filter(None, [l0]))", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = list(map(lambda v: v, [l0]))", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = list(map(lambda v: v, [l0]))", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = list(zip([l0], [2]))", "b0[0][0].append(1)", "n0 = len(l0)"),
    _of("b0 = list(zip([l0], [2]))", "l0.append(1)", "n0 = len(b0[0][0])"),
    _of("b0 = list(enumerate([l0]))", "b0[0][1].append(1)", "n0 = len(l0)"),
    _of("b0 = list(enumerate([l0]))", "l0.append(1)", "n0 = len(b0[0][1])"),
    _of("import itertools\nb0 = list(itertools.chain([l0]))", "b0[0].append(1)", "n0 = len(l0)"),
    _of("import itertools\nb0 = list(itertools.chain([l0]))", "l0.append(1)", "n0 = len(b0[0])"),
    _of("import collections\nb0 = collections.deque([l0])", "b0[0].append(1)", "n0 = len(l0)"),
    _of("import collections\nb0 = collections.deque([l0])", "l0.append(1)", "n0 = len(b0[0])"),
    _of("import collections\nb0 = collections.defaultdict(list)\nb0['k'] = l0", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("import collections\nb0 = collections.defaultdict(list)\nb0['k'] = l0", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("import collections\nb0 = collections.OrderedDict(k=l0)", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("import collections\nb0 = collections.OrderedDict(k=l0)", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("import collections\nb0 = collections.ChainMap({'k': l0})", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("import collections\nb0 = collections.ChainMap({'k': l0})", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("from types import SimpleNamespace\nb0 = SimpleNamespace(k=l0)", "b0.k.append(1)", "n0 = len(l0)"),
    _of("from types import SimpleNamespace\nb0 = SimpleNamespace(k=l0)", "l0.append(1)", "n0 = len(b0.k)"),
    _of("import collections\nP = collections.namedtuple('P', 'x')\nb0 = P(l0)", "b0.x.append(1)", "n0 = len(l0)"),
    _of("import collections\nP = collections.namedtuple('P', 'x')\nb0 = P(l0)", "l0.append(1)", "n0 = len(b0.x)"),
    _of(
        "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: list\nb0 = P(l0)",
        "b0.x.append(1)",
        "n0 = len(l0)",
    ),
    _of(
        "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: list\nb0 = P(l0)",
        "l0.append(1)",
        "n0 = len(b0.x)",
    ),
    _of("class P:\n    pass\nb0 = P()\nsetattr(b0, 'x', l0)", "b0.x.append(1)", "n0 = len(l0)"),
    _of("class P:\n    pass\nb0 = P()\nsetattr(b0, 'x', l0)", "l0.append(1)", "n0 = len(b0.x)"),
    _of("class P:\n    pass\nb0 = P()\nb0.__dict__['x'] = l0", "b0.x.append(1)", "n0 = len(l0)"),
    _of("class P:\n    pass\nb0 = P()\nb0.__dict__['x'] = l0", "l0.append(1)", "n0 = len(b0.x)"),
    _of("class P:\n    pass\nb0 = P()\nvars(b0)['x'] = l0", "b0.x.append(1)", "n0 = len(l0)"),
    _of("class P:\n    pass\nb0 = P()\nvars(b0)['x'] = l0", "l0.append(1)", "n0 = len(b0.x)"),
    _of(
        "class P:\n    def __init__(self, **k):\n        self.__dict__.update(k)\nb0 = P(x=l0)",
        "b0.x.append(1)",
        "n0 = len(l0)",
    ),
    _of(
        "class P:\n    def __init__(self, **k):\n        self.__dict__.update(k)\nb0 = P(x=l0)",
        "l0.append(1)",
        "n0 = len(b0.x)",
    ),
    _of("def keep(*a):\n    return a\nb0 = keep(l0)", "b0[0].append(1)", "n0 = len(l0)"),
    _of("def keep(*a):\n    return a\nb0 = keep(l0)", "l0.append(1)", "n0 = len(b0[0])"),
    _of("def keep(**a):\n    return a\nb0 = keep(v=l0)", "b0['v'].append(1)", "n0 = len(l0)"),
    _of("def keep(**a):\n    return a\nb0 = keep(v=l0)", "l0.append(1)", "n0 = len(b0['v'])"),
    _of("def pick(v, *, w=None):\n    return w\nb0 = pick(1, w=l0)", "b0.append(1)", "n0 = len(l0)"),
    _of("def pick(v, *, w=None):\n    return w\nb0 = pick(1, w=l0)", "l0.append(1)", "n0 = len(b0)"),
    _of("def pick():\n    yield l0\nb0 = list(pick())", "b0[0].append(1)", "n0 = len(l0)"),
    _of("def pick():\n    yield l0\nb0 = list(pick())", "l0.append(1)", "n0 = len(b0[0])"),
    _of("def pick():\n    yield l0\nb0 = next(pick())", "b0.append(1)", "n0 = len(l0)"),
    _of("def pick():\n    yield l0\nb0 = next(pick())", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = (lambda: l0)()", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = (lambda: l0)()", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = [l0, 2][0:1]", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = [l0, 2][0:1]", "l0.append(1)", "n0 = len(b0[0])"),
    _of("*b0, x0 = [l0, 2]", "b0[0].append(1)", "n0 = len(l0)"),
    _of("*b0, x0 = [l0, 2]", "l0.append(1)", "n0 = len(b0[0])"),
    _of("for b0 in [l0]:\n    pass", "b0.append(1)", "n0 = len(l0)"),
    _of("for b0 in [l0]:\n    pass", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = {'k': l0}.get('k')", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = {'k': l0}.get('k')", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = {'k': l0}.pop('k')", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = {'k': l0}.pop('k')", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = [l0].pop()", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = [l0].pop()", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = list({'k': l0}.values())", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = list({'k': l0}.values())", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = list({'k': l0}.items())", "b0[0][1].append(1)", "n0 = len(l0)"),
    _of("b0 = list({'k': l0}.items())", "l0.append(1)", "n0 = len(b0[0][1])"),
    _of("b0 = {'k': l0}.setdefault('k', [])", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = {'k': l0}.setdefault('k', [])", "l0.append(1)", "n0 = len(b0)"),
    _of("import copy\nb0 = copy.copy({'k': l0})", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("import copy\nb0 = copy.copy({'k': l0})", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("b0 = [l0][:]", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = [l0][:]", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = tuple([l0])", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = tuple([l0])", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = l0 and l0", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = l0 and l0", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = l0 if l0 else []", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = l0 if l0 else []", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = (y0 := l0)", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = (y0 := l0)", "l0.append(1)", "n0 = len(b0)"),
    _of("import operator\nb0 = operator.itemgetter(0)([l0])", "b0.append(1)", "n0 = len(l0)"),
    _of("import operator\nb0 = operator.itemgetter(0)([l0])", "l0.append(1)", "n0 = len(b0)"),
    _of("import functools\nb0 = functools.reduce(lambda a, b: a or b, [l0])", "b0.append(1)", "n0 = len(l0)"),
    _of("import functools\nb0 = functools.reduce(lambda a, b: a or b, [l0])", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = getattr(type('P', (), {'x': l0}), 'x')", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = getattr(type('P', (), {'x': l0}), 'x')", "l0.append(1)", "n0 = len(b0)"),
    _of("class P:\n    x = l0\nb0 = P.x", "b0.append(1)", "n0 = len(l0)"),
    _of("class P:\n    x = l0\nb0 = P.x", "l0.append(1)", "n0 = len(b0)"),
    _of("class P:\n    x = l0\nb0 = P()", "b0.x.append(1)", "n0 = len(l0)"),
    _of("class P:\n    x = l0\nb0 = P()", "l0.append(1)", "n0 = len(b0.x)"),
    _of(
        "class P:\n    def __init__(self):\n        self.x = l0\n    def __getitem__(self, k):\n        return self.x\nb0 = P()",
        "b0[3].append(1)",
        "n0 = len(l0)",
    ),
    _of(
        "class P:\n    def __init__(self):\n        self.x = l0\n    def __getitem__(self, k):\n        return self.x\nb0 = P()",
        "l0.append(1)",
        "n0 = len(b0[3])",
    ),
    _of(
        "class P:\n    def __init__(self):\n        self.x = l0\n    @property\n    def y(self):\n        return self.x\nb0 = P()",
        "b0.y.append(1)",
        "n0 = len(l0)",
    ),
    _of(
        "class P:\n    def __init__(self):\n        self.x = l0\n    @property\n    def y(self):\n        return self.x\nb0 = P()",
        "l0.append(1)",
        "n0 = len(b0.y)",
    ),
    _of(
        "class P:\n    def __init__(self, v):\n        self.x = v\n    def __iter__(self):\n        return iter(self.x)\nb0 = P([l0])",
        "for v in b0:\n    v.append(1)",
        "n0 = len(l0)",
    ),
    _of(
        "class P:\n    def __init__(self, v):\n        self.x = v\n    def __call__(self):\n        return self.x\nb0 = P(l0)",
        "b0().append(1)",
        "n0 = len(l0)",
    ),
    _of(
        "class P:\n    def __init__(self, v):\n        self.x = v\n    def __call__(self):\n        return self.x\nb0 = P(l0)",
        "l0.append(1)",
        "n0 = len(b0())",
    ),
    _of(
        "class P:\n    def __init__(self, v):\n        self.x = v\n    def __enter__(self):\n        return self.x\n    def __exit__(self, *a):\n        pass\nb0 = P(l0)",
        "with b0 as v:\n    v.append(1)",
        "n0 = len(l0)",
    ),
    _of("class P(list):\n    pass\nb0 = P([l0])", "b0[0].append(1)", "n0 = len(l0)"),
    _of("class P(list):\n    pass\nb0 = P([l0])", "l0.append(1)", "n0 = len(b0[0])"),
    _of("class P(dict):\n    pass\nb0 = P(k=l0)", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("class P(dict):\n    pass\nb0 = P(k=l0)", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("import numpy as np\nb0 = np.empty(1, dtype=object)\nb0[0] = l0", "b0[0].append(1)", "n0 = len(l0)"),
    _of("import numpy as np\nb0 = np.empty(1, dtype=object)\nb0[0] = l0", "l0.append(1)", "n0 = len(b0[0])"),
    _of("import pandas as pd\nb0 = pd.Series([l0])", "b0[0].append(1)", "n0 = len(l0)"),
    _of("import pandas as pd\nb0 = pd.Series([l0])", "l0.append(1)", "n0 = len(b0[0])"),
    _of("import pandas as pd\nb0 = pd.DataFrame({'a': [l0]})", "b0.loc[0, 'a'].append(1)", "n0 = len(l0)"),
    _of("import pandas as pd\nb0 = pd.DataFrame({'a': [l0]})", "l0.append(1)", "n0 = len(b0.loc[0, 'a'])"),
    _of("import weakref\nclass P(list):\n    pass\nl0 = P(l0)\nb0 = l0", "b0.append(1)", "n0 = len(l0)"),
    _of("import weakref\nclass P(list):\n    pass\nl0 = P(l0)\nb0 = l0", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = {}\nb0 |= {'k': l0}", "b0['k'].append(1)", "n0 = len(l0)"),
    _of("b0 = {}\nb0 |= {'k': l0}", "l0.append(1)", "n0 = len(b0['k'])"),
    _of("b0 = [*[l0]]", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = [*[l0]]", "l0.append(1)", "n0 = len(b0[0])"),
    _of(
        "try:\n    raise ValueError(l0)\nexcept ValueError as e:\n    b0 = e.args[0]",
        "b0.append(1)",
        "n0 = len(l0)",
    ),
    _of(
        "try:\n    raise ValueError(l0)\nexcept ValueError as e:\n    b0 = e.args[0]",
        "l0.append(1)",
        "n0 = len(b0)",
    ),
    _of("b0 = [[v] for v in [l0]]", "b0[0][0].append(1)", "n0 = len(l0)"),
    _of("b0 = [[v] for v in [l0]]", "l0.append(1)", "n0 = len(b0[0][0])"),
    _of("b0 = sum([[l0]], [])", "b0[0].append(1)", "n0 = len(l0)"),
    _of("b0 = sum([[l0]], [])", "l0.append(1)", "n0 = len(b0[0])"),
    _of("b0 = [l0] * 2", "b0[1].append(1)", "n0 = len(l0)"),
    _of("b0 = [l0] * 2", "l0.append(1)", "n0 = len(b0[1])"),
    _of("x0 = l0\ndef f():\n    return x0\nb0 = f()", "b0.append(1)", "n0 = len(l0)"),
    _of("x0 = l0\ndef f():\n    return x0\nb0 = f()", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = locals()['l0']", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = locals()['l0']", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = sorted([l0], key=len)[0]", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = sorted([l0], key=len)[0]", "l0.append(1)", "n0 = len(b0)"),
    _of("b0 = random.choice([l0])", "b0.append(1)", "n0 = len(l0)"),
    _of("b0 = random.choice([l0])", "l0.append(1)", "n0 = len(b0)"),
    _of("import heapq\nb0 = []\nheapq.heappush(b0, (1, l0))", "heapq.heappop(b0)[1].append(1)", "n0 = len(l0)"),
    _of("import heapq\nb0 = []\nheapq.heappush(b0, (1, l0))", "l0.append(1)", "n0 = len(heapq.heappop(b0)[1])"),
]


@pytest.mark.parametrize("cells", SHARED)
def test_objects_stay_shared_from_step_to_step(cells: Sequence[str], differences: Differences) -> None:
    _check([HEAD, *cells], differences)


CHANGES = [
    _of("def f(v, acc=[]):\n    acc.append(v)\n    return len(acc)", "n1 = f(1)", "n2 = f(1)"),
    _of("def f(v):\n    f.n = getattr(f, 'n', 0) + v\n    return f.n", "n1 = f(1)", "n2 = f(1)"),
    _of(
        "class A:\n    items = []\n    def add(self, v):\n        self.items.append(v)\n        return len(self.items)",
        "n1 = A().add(1)",
        "n2 = A().add(1)",
    ),
    _of("class A:\n    n = 0\n    def __init__(self):\n        A.n += 1", "a = A()", "b = A()", "n1 = A.n"),
    _of(
        "class A:\n    n = 0\n    @classmethod\n    def up(cls):\n        cls.n += 1\n        return cls.n",
        "n1 = A.up()",
        "n2 = A.up()",
    ),
    _of(
        "class A:\n    def __init__(self):\n        type(self).n = getattr(type(self), 'n', 0) + 1",
        "a = A()",
        "b = A()",
        "n1 = A.n",
    ),
    _of(
        "def deco(f):\n    REG.append(f.__name__)\n    return f",
        "REG = []",
        "@deco\ndef g():\n    return 1",
        "n1 = len(REG)",
    ),
    _of(
        "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n    return inner\ng = outer()",
        "n1 = g()",
        "n2 = g()",
    ),
    _of("k0 = 1", "def f():\n    return k0", "g = f", "k0 = 2", "n1 = g()"),
    _of("k0 = 1", "f = lambda k=k0: k", "k0 = 2", "n1 = f()"),
    _of("k0 = 1", "fs = [lambda: k0]", "k0 = 2", "n1 = fs[0]()"),
    _of(
        "fs = []\nfor i in range(3):\n    fs.append(lambda: i)",
        "n1 = [f() for f in fs]",
        "i = 9",
        "n2 = [f() for f in fs]",
    ),
    _of("import functools\n@functools.lru_cache\ndef f(v):\n    return v + n0", "n1 = f(1)", "n0 = 9", "n2 = f(1)"),
    _of("class A:\n    def go(self):\n        return n0", "a = A()", "n0 = 8", "n1 = a.go()"),
    _of("def f():\n    return g() + 1", "def g():\n    return 1", "n1 = f()", "def g():\n    return 5", "n2 = f()"),
    _of("def f():\n    return len(l0)", "len = lambda v: 99", "n1 = f()"),
    _of("sum = 5", "del sum", "n1 = sum([1, 2])"),
    _of("n1 = sum(l0)", "sum = n1", "n2 = sum + 1"),
    _of("if n0 > 2:\n    def f():\n        return 1\nelse:\n    def f():\n        return 2", "n1 = f()"),
    _of("try:\n    import nothing_here\nexcept ImportError:\n    nothing_here = None", "n1 = 1 if nothing_here else 2"),
    _of("for i in range(2):\n    def f(j=i):\n        return j", "n1 = f()"),
    _of("exec('n1 = 4')", "n2 = n1"),
    _of("n1 = [l0.append(i) for i in range(3)]", "n2 = sum(l0)"),
    _of("n1 = l0.append(1) or 5", "n2 = len(l0)"),
    _of("assert l0.append(1) is None", "n2 = len(l0)"),
    _of("if l0.pop():\n    pass", "n2 = len(l0)"),
    _of("while l0.pop() > 2:\n    pass", "n2 = len(l0)"),
    _of("n1 = f'{l0.pop()}'", "n2 = len(l0)"),
    _of("n1 = {**d0, 'q': d0['k'].append(3)}", "n2 = d0"),
    _of("print(l0.pop())", "n2 = len(l0)"),
    _of("l0.pop()", "n2 = len(l0)"),
    _of("l0 and l0.pop()", "n2 = len(l0)"),
    _of("(l0.pop(), 1)", "n2 = len(l0)"),
    _of("n1 = next(map(l0.append, [1]))", "n2 = len(l0)"),
    _of("n1 = list(map(l0.append, [1, 2]))", "n2 = len(l0)"),
    _of("any(l0.append(v) for v in [1, 2])", "n2 = len(l0)"),
    _of("for v in map(l0.append, [1, 2]):\n    pass", "n2 = len(l0)"),
    _of("f = l0.append", "f(1)", "n2 = len(l0)"),
    _of("fs = {'a': l0.append}", "fs['a'](1)", "n2 = len(l0)"),
    _of("def f(v):\n    v.append(1)\nfs = [f]", "fs[0](l0)", "n2 = len(l0)"),
    _of("def f(v):\n    v.append(1)", "list(map(f, [l0]))", "n2 = len(l0)"),
    _of("def f(*vs):\n    for v in vs:\n        v.append(1)", "f(l0)", "n2 = len(l0)"),
    _of("def f(**vs):\n    vs['a'].append(1)", "f(a=l0)", "n2 = len(l0)"),
    _of("def f(v):\n    v += [1]", "f(l0)", "n2 = len(l0)"),
    _of("def f(v):\n    v[:] = []", "f(l0)", "n2 = len(l0)"),
    _of("def f(v):\n    w = v\n    w.append(1)", "f(l0)", "n2 = len(l0)"),
    _of("def f(v):\n    def g():\n        v.append(1)\n    g()", "f(l0)", "n2 = len(l0)"),
    _of("def f(v):\n    return [v]", "f(l0)[0].append(1)", "n2 = len(l0)"),
    _of("d0.get('k').append(2)", "n2 = d0"),
    _of("for v in d0.values():\n    v.append(3)", "n2 = d0"),
    _of("for k, v in d0.items():\n    v.append(3)", "n2 = d0"),
    _of("d0['k'][0], d0['q'] = 7, 8", "n2 = d0"),
    _of("for d0['z'] in range(3):\n    pass", "n2 = d0"),
    _of("with open(__import__('os').devnull) as d0['h0']:\n    pass\ndel d0['h0']\nd0['m'] = 1", "n2 = d0"),
    _of("import json\njson.dumps(d0, default=l0.append)", "n2 = len(l0)"),
    _of("sorted([3, 1], key=lambda v: l0.append(v) or v)", "n2 = len(l0)"),
    _of("import re\nn1 = re.sub('a', lambda m: l0.append(1) or 'b', 'aa')", "n2 = len(l0)"),
    _of("import random as r\nr.shuffle(l0)", "n2 = l0"),
    _of("from random import shuffle\nshuffle(l0)", "n2 = l0"),
    _of("import bisect\nbisect.insort(l0, 3)", "n2 = l0"),
    _of("import operator\noperator.iadd(l0, [1])", "n2 = l0"),
    _of("import operator\noperator.setitem(l0, 0, 9)", "n2 = l0"),
    _of("import functools\nfunctools.reduce(lambda a, v: a.append(v) or a, [1, 2], l0)", "n2 = l0"),
    _of("list.append(l0, 3)", "n2 = l0"),
    _of("l0.__setitem__(0, 4)", "n2 = l0"),
    _of("l0.__iadd__([4])", "n2 = l0"),
    _of("getattr(l0, 'append')(4)", "n2 = l0"),
    _of(
        "class A:\n    def __init__(self):\n        self.v = []\n    def __iadd__(self, o):\n        self.v.append(o)\n        return self\na = A()",
        "b = a",
        "b += 3",
        "n1 = a.v",
    ),
    _of(
        "class A:\n    def __init__(self):\n        self.v = []\n    def __setattr__(self, k, o):\n        object.__setattr__(self, k, o)\n        l0.append(k)\na = A()",
        "a.q = 3",
        "n1 = len(l0)",
    ),
    _of(
        "class A:\n    @property\n    def p(self):\n        l0.append(1)\n        return 2\na = A()",
        "n1 = a.p",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __len__(self):\n        l0.append(1)\n        return 2\na = A()",
        "n1 = len(a)",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __bool__(self):\n        l0.append(1)\n        return True\na = A()",
        "if a:\n    n1 = 2",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __contains__(self, o):\n        l0.append(o)\n        return True\na = A()",
        "n1 = 3 in a",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __lt__(self, o):\n        l0.append(1)\n        return True\na = A()",
        "n1 = a < 3",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __str__(self):\n        l0.append(1)\n        return 'a'\na = A()",
        "n1 = str(a)",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __format__(self, s):\n        l0.append(1)\n        return 'a'\na = A()",
        "n1 = f'{a}'",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __hash__(self):\n        l0.append(1)\n        return 3\na = A()",
        "n1 = {a: 1}[a]",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __getattr__(self, k):\n        l0.append(1)\n        return 3\na = A()",
        "n1 = a.zz",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __iter__(self):\n        l0.append(1)\n        return iter([1])\na = A()",
        "n1 = [v for v in a]",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __radd__(self, o):\n        l0.append(1)\n        return 3\na = A()",
        "n1 = 3 + a",
        "n2 = len(l0)",
    ),
    _of("class A:\n    def __neg__(self):\n        l0.append(1)\n        return 3\na = A()", "n1 = -a", "n2 = len(l0)"),
    _of("class A:\n    def __delitem__(self, k):\n        l0.append(1)\na = A()", "del a[3]", "n2 = len(l0)"),
    _of(
        "class A:\n    def __eq__(self, k):\n        l0.append(1)\n        return True\n    __hash__ = None\na = A()",
        "n1 = a == 3",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __eq__(self, k):\n        l0.append(1)\n        return True\n    __hash__ = None\na = A()",
        "n1 = 3 in [a]",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __index__(self):\n        l0.append(1)\n        return 0\na = A()",
        "n1 = [1][a]",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __enter__(self):\n        l0.append(1)\n    def __exit__(self, *a):\n        l0.append(2)\na = A()",
        "with a:\n    pass",
        "n2 = len(l0)",
    ),
    _of(
        "class D:\n    def __get__(self, o, t):\n        l0.append(1)\n        return 5\nclass A:\n    d = D()\na = A()",
        "n1 = a.d",
        "n2 = len(l0)",
    ),
    _of(
        "class A:\n    def __init_subclass__(cls):\n        l0.append(cls.__name__)",
        "class B(A):\n    pass",
        "n1 = len(l0)",
    ),
    _of(
        "class M(type):\n    def __call__(cls, *a):\n        l0.append(1)\n        return super().__call__(*a)\nclass A(metaclass=M):\n    pass",
        "a = A()",
        "n1 = len(l0)",
    ),
    _of("class A:\n    def __del__(self):\n        l0.append(1)", "a = A()\na = None", "n1 = len(l0)"),
    _of(
        "class B:\n    def go(self):\n        l0.append(1)\nclass A(B):\n    def go(self):\n        super().go()\na = A()",
        "a.go()",
        "n1 = len(l0)",
    ),
    _of("class A:\n    @staticmethod\n    def go():\n        l0.append(1)\na = A()", "a.go()", "n1 = len(l0)"),
    _of("def gen():\n    l0.append(1)\n    yield 2", "n1 = list(gen())", "n2 = len(l0)"),
    _of("def gen():\n    l0.append(1)\n    yield 2", "g = gen()\nn1 = next(g)", "n2 = len(l0)"),
    _of("def gen():\n    yield 2\n    l0.append(1)", "a, = gen()", "n2 = len(l0)"),
    _of(
        "import contextlib\n@contextlib.contextmanager\ndef ctx():\n    l0.append(1)\n    yield 2\n    l0.append(3)",
        "with ctx() as n1:\n    pass",
        "n2 = len(l0)",
    ),
    _of("def f():\n    try:\n        return 1\n    finally:\n        l0.append(1)", "n1 = f()", "n2 = len(l0)"),
    _of("def f(g):\n    return g()", "n1 = f(lambda: l0.append(3))", "n2 = len(l0)"),
    _of("def f(n):\n    if n:\n        l0.append(n)\n        f(n - 1)", "f(3)", "n2 = len(l0)"),
    _of("import pandas as pd\ns0 = pd.Series([1, 2])", "s0.map(l0.append)", "n2 = len(l0)"),
    _of(
        "import pandas as pd\nd1 = pd.DataFrame({'a': [1, 2]})",
        "d1.apply(lambda r: l0.append(1), axis=1)",
        "n2 = len(l0)",
    ),
    _of("import pandas as pd\nd1 = pd.DataFrame({'a': [1, 2]})\nc1 = d1['a']", "d1.loc[0, 'a'] = 9", "n1 = c1.sum()"),
    _of("import pandas as pd\nd1 = pd.DataFrame({'a': [1, 2]})\nd2 = d1", "d2['b'] = 3", "n1 = list(d1.columns)"),
    _of(
        "import pandas as pd\nd1 = pd.DataFrame({'a': [1, 2]})",
        "d1.eval('b = a + 1', inplace=True)",
        "n1 = list(d1.columns)",
    ),
    _of("import pandas as pd\nd1 = pd.DataFrame({'a': [1, 2]})", "d1.index.name = 'q'", "n1 = d1.index.name"),
    _of("import pandas as pd\nd1 = pd.DataFrame({'a': [1, 2]})", "d1.attrs['u'] = 1", "n1 = d1.attrs['u']"),
    _of("import numpy as np\na0 = np.arange(6)\nb0 = a0.reshape(2, 3)", "b0[0, 0] = 9", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)\nb0 = a0.T", "b0[0] = 9", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)\nb0 = np.asarray(a0)", "b0[0] = 9", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)\nb0 = np.ravel(a0)", "b0[0] = 9", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)", "np.add(a0, 1, out=a0)", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)", "np.random.default_rng(0).shuffle(a0)", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)", "a0 += 1", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)\nb0 = a0", "a0 += 1", "n1 = b0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)\nb0 = a0", "a0 = a0 + 1", "n1 = b0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)", "a0.flat[0] = 7", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)", "a0.shape = (2, 3)", "n1 = a0.tolist()"),
    _of("import numpy as np\na0 = np.arange(6)", "np.put(a0, 0, 7)\nnp.copyto(a0[1:2], 9)", "n1 = a0.tolist()"),
    _of("import numpy as np\nr0 = np.random.RandomState(0)", "n1 = float(r0.rand())", "n2 = float(r0.rand())"),
    _of("import random\nr0 = random.Random(0)", "n1 = r0.random()", "n2 = r0.random()"),
    _of("import itertools\ni0 = itertools.count()", "n1 = next(i0)", "n2 = next(i0)"),
    _of("i0 = iter([1, 2, 3])", "n1 = next(i0)", "n2 = next(i0)"),
    _of("i0 = enumerate([1, 2, 3])", "n1 = next(i0)", "n2 = list(i0)"),
    _of("i0 = map(str, [1, 2, 3])", "n1 = next(i0)", "n2 = list(i0)"),
    _of("import io\ni0 = io.StringIO('a\\nb')", "n1 = i0.readline()", "n2 = i0.readline()"),
    _of(
        "import numpy as np\nnp.random.seed(0)\nr0 = np.random",
        "n1 = float(r0.rand())",
        "n2 = float(np.random.rand())",
    ),
    _of(
        "import numpy as np\nfrom numpy.random import rand, seed\nseed(0)",
        "n1 = float(rand())",
        "n2 = float(np.random.rand())",
    ),
    _of("import numpy as np\nnp.random.seed(0)\ndraw = np.random.rand", "n1 = float(draw())", "n2 = float(draw())"),
    _of(
        "import numpy as np\nnp.random.seed(0)\nst = np.random.get_state()",
        "n1 = float(np.random.rand())",
        "np.random.set_state(st)",
        "n2 = float(np.random.rand())",
    ),
    _of("import random\nfs = [random.random]", "n1 = fs[0]()", "n2 = fs[0]()"),
    _of(
        "import random\nn1 = random.random()",
        "def f():\n    return random.random()",
        "n2 = f()",
        "n3 = [f() for _ in range(2)]",
    ),
    _of(
        "import scipy.stats, numpy as np\nnp.random.seed(0)",
        "n1 = float(scipy.stats.norm.rvs())",
        "n2 = float(scipy.stats.norm.rvs())",
    ),
    _of(
        "import pandas as pd, numpy as np\nnp.random.seed(0)\nd1 = pd.DataFrame({'a': range(9)})",
        "n1 = d1.sample(2)['a'].tolist()",
        "n2 = d1.sample(2)['a'].tolist()",
    ),
    _of(
        "import pandas as pd, numpy as np\nnp.random.seed(0)\nd1 = pd.DataFrame({'a': range(9), 'g': [0, 1, 2] * 3})",
        "n1 = d1.groupby('g').sample(1)['a'].tolist()",
        "n2 = d1.groupby('g').sample(1)['a'].tolist()",
    ),
    _of("import uuid, random\nn1 = random.getrandbits(8)", "n2 = random.getrandbits(8)"),
]


@pytest.mark.parametrize("cells", CHANGES)
def test_change_of_an_object_reaches_the_next_step(cells: Sequence[str], differences: Differences) -> None:
    _check([HEAD, *cells], differences)


FLOWS = [
    _of(
        "import numpy as np\nb0 = np.random.RandomState(0).randn(6, 2)\nb1 = b0[:2]", "b1 *= 3", "n1 = float(b0.sum())"
    ),
    _of("import json", "json.MY = [1]\njson.MY.append(2)\nn1 = len(json.MY)", "n2 = len(json.MY)"),
    _of("def f(x):\n    return x + 1\nn1 = f(1)", "g = f\ndef f(x):\n    return -x\nn2 = f(1) + g(1)"),
    _of("d1 = {}\nfor i in range(2):\n    d1[i] = [i]", "n1 = len(d1)\nd1[0].append(n1)", "n2 = len(d1[0])"),
    _of("l0 = [1]\nl1 = l0 or l0", "l0 = l0 or l1", "l1 += [3]"),
    _of("l0 = [1]\nd1 = {'k': l0}", "n0 = len(l0)\nl0 = l0", "d1['k'].append(n0)"),
    _of("l0 = [1]\nl1, l2 = (l0, l0)", "l0, l2 = l2, l1", "l2[:1] = [n0]"),
    _of("l0 = [1]\nif n0 > n0:\n    l0.append(2)\nelse:\n    l2 = l0", "l0[:1] = [n0]\nl0 = [v + n0 for v in l0]"),
    _of("l2 = [n0, 1]", "l0, l2 = (l2, l0)\nl0 += [7]"),
    _of("l1 = [1]", "l0, l2 = (l1, l0)\nn1 = l2.pop() if l2 else n0"),
    _of("l1 = [v + n0 for v in l0]\nl0 = l0 or l1", "n2 = n0 if l0 is l1 else n0\nn0 = l0.pop() if l0 else n2"),
    _of("l2 = l0\nl1 = l2", "g1 = [l1, l0]\nl1 = l1 + [n0]\ng1[0].append(n0)"),
    _of("if n0 > 5:\n    l0.append(5)\nelse:\n    l1 = l0", "l0.append(1)"),
    _of("if n0 < 5:\n    l0.append(5)\nelse:\n    l1 = l0", "l0.append(1)"),
    _of("l1 = [n0]\ng0 = [l0, l0]\nn0 = 0", "l0.append(n0)\nl0 = [n0, 0]"),
    _of("import io\ni0 = io.StringIO()", "print('x', file=i0)", "n1 = i0.getvalue()"),
    _of("import pandas as pd, io\ni0 = io.StringIO()", "pd.DataFrame({'a': [1]}).to_csv(i0)", "n1 = i0.getvalue()"),
    _of("try:\n    l0.append(n0)\n    n1 = 1 // (n0 % 2)\nexcept ZeroDivisionError:\n    l2 = l0", "n2 = l0.pop()"),
    _of("def f(v):\n    return v + n0", "n1 = f(1)\ndef f(v):\n    return v - n0", "n2 = f(1)"),
    _of("if n0 > 2:\n    def f():\n        return 1\nelse:\n    def f():\n        return 2", "n1 = f()"),
    _of("for i in range(2):\n    def f(j=i):\n        return j", "n1 = f()"),
]


@pytest.mark.parametrize("cells", FLOWS)
def test_values_flow_as_in_the_notebook(cells: Sequence[str], differences: Differences) -> None:
    _check([HEAD, *cells], differences)


#: Shrinking would convert and run hundreds of programs.
_PHASES = (Phase.explicit, Phase.generate)


@pytest.mark.parametrize(
    "kinds",
    [("plain",), ("plain", "nested"), ("plain", "functions"), ("plain", "flow"), ALL_KINDS],
)
@given(data=st.data())
@settings(deadline=None, derandomize=True, max_examples=25, suppress_health_check=list(HealthCheck), phases=_PHASES)
def test_made_up_programs_give_the_notebooks_values(
    kinds: tuple[str, ...], data: st.DataObject, differences: Differences
) -> None:
    cells = data.draw(programs(kinds, max_cells=5))
    try:
        _check(cells, differences)
    except Raises:
        assume(False)
