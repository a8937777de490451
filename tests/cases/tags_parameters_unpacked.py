# A tuple of names is given a tuple of values: each is a parameter.
# expect: equal
# result: r
# check: r == [1, "x", 0.5, 2]
# %% {"tags": ["parameters"]}
n, name = 1, "x"
(rate, [k]) = 0.5, [2]
# %% {"tags": ["step:data"]}
r = [n, name, rate, k]
