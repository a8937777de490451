# What a parameters cell computes beside plain values is no parameter's default.
# expect: equal or refused computed-parameter
# result: r
# check: r == [3, 4]
# %% {"tags": ["parameters"]}
n = 1
n += 2
# %% {"tags": ["step:data"]}
r = [n, n + 1]
