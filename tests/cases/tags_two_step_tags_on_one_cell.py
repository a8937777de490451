# A cell has two step tags.
# expect: refused conflicting-tags
# result: r
# check: r == 2
# %% {"tags": ["step:data", "step:train"]}
x = 1
# %% {"tags": ["step:train"]}
r = x + 1
