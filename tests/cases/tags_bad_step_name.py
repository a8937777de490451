# A step's name has capitals and a dash.
# expect: refused bad-tag
# result: r
# check: r == 2
# %% {"tags": ["step:data:Load-It"]}
x = 1
# %% {"tags": ["step:train"]}
r = x + 1
