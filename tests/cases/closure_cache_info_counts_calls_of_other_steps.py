# The count that a cached function keeps is asked for in another step than the calls.
# expect: equal
# result: n, f
# check: n == 11 and f == 55
# %% {"tags": []}
import functools
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
# %% {"tags": ["step:data"]}
f = fib(10)
# %% {"tags": ["step:train"]}
n = fib.cache_info().currsize
