# A cached pure function, used in two cells: the cache does not matter.
# expect: equal
# result: a, b
# check: a == 55 and b == 6765
# %%
from functools import lru_cache
@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
# %%
a = fib(10)
# %%
b = fib(20)
