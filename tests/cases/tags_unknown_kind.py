# A cell has a step tag of an unknown kind.
# expect: refused bad-tag
# result: r
# check: r == 2
# %% {"tags": ["step:banana"]}
x = 1
# %% {"tags": ["step:train"]}
r = x + 1
