# `reduce(operator.iadd, rows, first)` changes what it begins with.
# expect: equal
# result: before, after, first
# check: before == ["a", "b"] and after == ["a", "b", "c", "d"] and first == ["e", "f"]
# %%
import operator
from functools import reduce

NAMES = list("ab")
MORE = [["c"], ["d"]]
ROWS = [["e"], ["f"]]


def told():
    return list(NAMES)


before = told()
# %%
reduce(operator.iadd, MORE, NAMES)
reduce(operator.iadd, ROWS)
# %%
after = told()
first = ROWS[0]
