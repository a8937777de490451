# The untagged cell of a function also holds a literal constant which both it and a step use.
# expect: equal or refused untagged-cell-needed
# result: r
# check: r == (3, 4)
# %% {"tags": ["step:data"]}
x = 2
# %% {"tags": []}
LIMIT = 3
def cap(v):
    return min(v, LIMIT)
# %% {"tags": ["step:train"]}
r = (cap(x * 10), LIMIT + 1)
