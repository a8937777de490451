# A skipped cell computes something that no step needs.
# expect: equal
# result: r
# check: r == 2
# %% {"tags": ["step:data"]}
x = 1
# %% {"tags": ["step:skip"]}
scratch = x * 100
# %% {"tags": ["step:train"]}
r = x + 1
