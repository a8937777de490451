# A deep recursion works only because an earlier cell raised the limit.
# expect: equal
# result: depth
# check: depth == 5000
# %%
import sys
sys.setrecursionlimit(20000)
# %%
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
# %%
depth = deep(5000)
