# Implementations are registered in definition cells of their own; steps call the function.
# expect: equal
# result: kinds
# check: kinds == ["int", "list", "any"]
# %% {"tags": []}
from functools import singledispatch
@singledispatch
def kind(x):
    return "any"
# %% {"tags": []}
@kind.register
def _(x: int):
    return "int"
# %% {"tags": []}
@kind.register(list)
def _of_list(x):
    return "list"
# %% {"tags": ["step:data:one"]}
kinds = [kind(1), kind([2]), kind("a")]
# %% {"tags": ["step:train:two"]}
same = kind(kinds)
