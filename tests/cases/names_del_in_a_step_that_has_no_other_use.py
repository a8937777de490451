# A later step deletes what it has no other use for, and what it made itself.
# expect: equal
# result: r
# check: r == 4
# %% {"tags": ["step:data"]}
big = [1, 2, 3]
n = len(big)
# %% {"tags": ["step:train"]}
mine = n + 1
# %% {"tags": ["step:train"]}
r = mine
del big, mine
