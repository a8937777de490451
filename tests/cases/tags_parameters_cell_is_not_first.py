# A step before the parameters cell uses another value under the same name.
# expect: equal
# result: r
# check: r == (1, 2)
# %% {"tags": ["step:data:early"]}
n = 1
a = n
# %% {"tags": ["parameters"]}
n = 2
# %% {"tags": ["step:data:late"]}
r = (a, n)
