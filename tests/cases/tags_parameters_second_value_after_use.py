# A parameter is given a second value after another one was computed from the first.
# expect: equal or refused computed-parameter
# result: r
# check: r == [5, 1]
# %% {"tags": ["parameters"]}
a = 1
b = a
a = 5
# %% {"tags": ["step:data"]}
r = [a, b]
