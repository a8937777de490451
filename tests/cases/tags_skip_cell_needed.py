# A step needs a value that only a skipped cell makes.
# expect: refused skipped-cell-needed
# result: r
# check: r == 101
# %% {"tags": ["step:data"]}
x = 1
# %% {"tags": ["step:skip"]}
scratch = x * 100
# %% {"tags": ["step:train"]}
r = scratch + 1
