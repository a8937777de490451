# The cases of a generic function are registered beside it, in a cell without a tag.
# expect: equal
# result: e, f
# check: e == [2, "a", [2, "2.5"]] and f == 6
# %% {"tags": []}
from functools import singledispatch
@singledispatch
def encode(x):
    return str(x)
@encode.register
def _(x: int):
    return x + 1
@encode.register(list)
def _(x):
    return [encode(i) for i in x]
# %% {"tags": ["step:data"]}
e = [encode(v) for v in (1, "a", [1, 2.5])]
# %% {"tags": ["step:train"]}
f = encode(5)
