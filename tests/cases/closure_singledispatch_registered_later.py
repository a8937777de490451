# An implementation is registered for a type in a cell of its own, without binding a useful name.
# expect: equal or refused function-state
# result: a, b
# check: a == "any" and b == "int"
# %%
from functools import singledispatch
@singledispatch
def kind(x):
    return "any"
# %%
a = kind(1)
# %%
@kind.register
def _(x: int):
    return "int"
# %%
b = kind(1)
