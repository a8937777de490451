# namedtuple and NamedTuple instances, with a default and _replace.
# expect: equal
# result: r
# check: r == (3, 9, True, ("a", "b"), (1, 9))
# %%
from collections import namedtuple
from typing import NamedTuple
Pair = namedtuple("Pair", "a b")
class Row(NamedTuple):
    k: int
    v: int = 9
# %%
p = Pair(1, 2)
row = Row(1)
# %%
r = (p.a + p.b, row.v, isinstance(p, Pair), p._fields, tuple(row))
