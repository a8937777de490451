# The skipped cell changes a list that a later step reads.
# expect: equal or refused skipped-cell-needed
# result: n
# check: n == 2
# %% {"tags": ["step:data"]}
xs = [1]
# %% {"tags": ["step:skip"]}
xs.append(2)
# %% {"tags": ["step:train"]}
n = len(xs)
