# The cached function keeps its first answer although the global it reads has changed.
# expect: equal or refused closure-state
# result: a, b, c
# check: (a, b, c) == (2, 2, 20)
# %%
from functools import lru_cache
rate = 2
@lru_cache
def price(n):
    return n * rate
# %%
a = price(1)
# %%
rate = 10
# %%
b = price(1)
c = price(2)
