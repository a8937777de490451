# A step needs what an untagged cell computes from another step's value.
# expect: equal or refused untagged-cell-needed
# result: r
# check: r == [2, 4]
# %% {"tags": ["step:data"]}
xs = [1, 2]
# %% {"tags": []}
ys = [x * 2 for x in xs]
# %% {"tags": ["step:train"]}
r = list(ys)
