"""What special methods, generators and loops along objects lead to: each case is run whole and as a slice."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

_CHAIN = "class Node:\n    def __init__(self, v, nxt=None):\n        self.v, self.nxt = v, nxt\n"
#: Cells, of which the last that binds `r` is looked at.
CASES: dict[str, tuple[str, ...]] = {
    "generator along a chain": (
        f"{_CHAIN}    def __iter__(self):\n        n = self\n        while n:\n            yield n\n            n = n.nxt",
        "chain = Node(1, Node(2, Node([7])))",
        "vals = [n.v for n in chain]",
        "vals[-1].append(8)",
        "r = chain.nxt.nxt.v",
    ),
    "end of a chain": (
        f"{_CHAIN}a = Node(1)\nb = Node(2, a)\nc = Node([3])",
        "a.nxt = c",
        "last = b\nwhile last.nxt is not None:\n    last = last.nxt",
        "last.v.append(4)",
        "r = c.v",
    ),
    "found on the way along a chain": (
        f"{_CHAIN}a = Node([1])\nb = Node([2], a)\nc = Node([3], b)",
        "n = c\nwhile n.v != [2]:\n    n = n.nxt",
        "n.v.append(4)",
        "r = b.v",
    ),
    "key given to a special method": (
        (
            "class Tree:\n    def __getitem__(self, key):\n        return getattr(self, key)\n"
            "    def __getattr__(self, key):\n        return self.__dict__.setdefault(key, [])"
        ),
        "t = Tree()",
        "t['a'].append(2)",
        "r = t.a",
    ),
    "key that is kept": (
        (
            "class Seen:\n    def __init__(self):\n        self.keys = []\n"
            "    def __setitem__(self, key, value):\n        self.keys.append(key)"
        ),
        "s = Seen()\nk = [1]",
        "s[k] = 0",
        "s.keys[0].append(2)",
        "r = k",
    ),
    "list of an instance": (
        "xs = [1]\nclass Rows:\n    def __iter__(self):\n        yield xs",
        "rows = Rows()",
        "list(rows)[0].append(2)",
        "r = xs",
    ),
    "iterator of its own": (
        (
            "xs = [1]\nclass Rows:\n    n = 0\n    def __iter__(self):\n        return self\n    def __next__(self):\n"
            "        self.n += 1\n        if self.n > 1:\n            raise StopIteration\n        return xs"
        ),
        "for row in Rows():\n    row.append(2)",
        "r = xs",
    ),
    "what a generator is sent": (
        "box = []\ndef keep():\n    got = yield\n    box.append(got)\n    yield\nxs = [1]",
        "g = keep()\nnext(g)\ng.send(xs)",
        "box[0].append(2)",
        "r = xs",
    ),
    "settings of a class": (
        "class Plugin:\n    known = {}\n    def __init_subclass__(cls, **settings):\n        Plugin.known.update(settings)",
        "xs = [1]\nclass Csv(Plugin, columns=xs): ...",
        "Plugin.known['columns'].append(2)",
        "r = xs",
    ),
    "property taken by its place in a pattern": (
        (
            "log = []\nclass Shape:\n    __match_args__ = ('sides',)\n    @property\n    def sides(self):\n"
            "        log.append(1)\n        return 3"
        ),
        "match Shape():\n    case Shape(3): ...",
        "r = log",
    ),
    "member that is missing": (
        (
            "import enum\nasked = []\nclass Kind(enum.Enum):\n    A = 1\n    @classmethod\n    def _missing_(cls, value):\n"
            "        asked.append(value)\n        return cls.A"
        ),
        "Kind(7)",
        "r = asked",
    ),
    "what may be awaited": (
        "import asyncio\nlog = []\nclass Job:\n    def __await__(self):\n        log.append(1)\n        yield from ()",
        "async def main():\n    await Job()\nasyncio.run(main())",
        "r = log",
    ),
    "copy of a record": (
        (
            "from dataclasses import dataclass, replace\nmade = []\n@dataclass\nclass Row:\n    n: int = 0\n"
            "    def __post_init__(self):\n        made.append(self.n)\nrow = Row()"
        ),
        "other = replace(row, n=5)",
        "r = made",
    ),
    "case of a method for a type": (
        (
            "import functools\nclass Shape:\n    @functools.singledispatchmethod\n    def add(self, v): ...\n"
            "    @add.register(list)\n    def _(self, v):\n        v.append(0)"
        ),
        "xs = [1]\nShape().add(xs)",
        "r = xs",
    ),
    "class changed through a method of its parent": (
        (
            "class Account:\n    rate = 1\n    @classmethod\n    def set_rate(cls, rate):\n        cls.rate = rate\n"
            "class Saver(Account): ..."
        ),
        "s = Saver()",
        "Saver.set_rate(5)",
        "r = s.rate",
    ),
    "cells of a table": (
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 'b': [3.0, 4.0]})",
        "shown = df['b'].to_numpy()",
        "df.loc[df.a > 1, 'b'] = 0.0",
        "r = shown.sum()",
    ),
    "rows that a function chooses": (
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2]})",
        "limit = 1",
        "r = df.loc[lambda d: d.a > limit, 'a'].sum()",
    ),
    "rows of a column": (
        "import pandas as pd\nprices = pd.Series([1.0, 2.0])",
        "shown = prices.values",
        "prices[0] = 5.0",
        "r = shown.sum()",
    ),
    "note of an error": (
        "error = ValueError('a')",
        "error.add_note('b')",
        "r = error.__notes__",
    ),
    "path of its own": (
        "seen = []\nclass Path:\n    def __fspath__(self):\n        seen.append(1)\n        return 'a.txt'\np = Path()",
        "with open(p, 'w') as f:\n    f.write('x')",
        "r = len(seen)",
    ),
    "template of a defaultdict": (
        "from collections import defaultdict\nfrom string import Template\nd = defaultdict(str)",
        "t = Template('$a').substitute(d)",
        "u = '{b}'.format_map(d)",
        "v = '%(c)s' % d",
        "w = list(map(d.__getitem__, ['e']))",
        "r = sorted(d)",
    ),
    "missing key of a template": (
        (
            "asked = []\nclass Safe(dict):\n    def __missing__(self, key):\n        asked.append(key)\n"
            "        return key\ns = Safe()"
        ),
        "t = '{a}'.format_map(s)",
        "r = asked",
    ),
    "dict of its own, updated": (
        (
            "import collections\nlog = []\nclass Logged(collections.UserDict):\n"
            "    def __setitem__(self, key, value):\n        log.append(key)\n"
            "        super().__setitem__(key, value)\nd = Logged()"
        ),
        "d.update(a=1)",
        "d.setdefault('b', 2)",
        "e = Logged({'c': 3})",
        "r = log",
    ),
    "compiled code": (
        "text = 'q = [5]'",
        "exec(compile(text, 'text', 'exec'))",
        "q.append(1)",
        "r = q",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_slice_is_enough(name: str) -> None:
    assert_slice_is_enough(list(CASES[name]), "r")


def test_arrays_of_other_columns_do_not_change_with_a_column() -> None:
    analysis = analysis_of(
        "import pandas as pd\ndf = pd.read_csv('a.csv')",
        "y = df['b'].values",
        "df.loc[df.a > 1, 'flag'] = 1",
        "y.sum()",
    )
    assert analysis.slice_of(3) == (0, 1, 3)


@pytest.mark.parametrize(
    "given",
    [
        "accumulate(map(int, xs))", "chain(map(int, xs))", "starmap(lambda a, b: a, zip(xs, xs))", "tee(map(int, xs))[0]",
        "filter(None, map(int, xs))", "chain.from_iterable(map(lambda v: [v], xs))",
    ],
)  # fmt: skip
@pytest.mark.parametrize("taken", ["next({})", "list({})[0]", "max({})"])
def test_iterator_gives_no_iterator_that_it_draws_from(given: str, taken: str) -> None:
    facts = analysis_of(f"from itertools import *\nxs = [1, 2]\nr = {taken.format(given)}").cells[0]
    assert facts.writes["r"].uncrossable == ()  # type: ignore[index]  # a plain string is a name
