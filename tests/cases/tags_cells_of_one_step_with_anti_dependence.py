# The feature cell between two data cells reads a value that the second data cell changes.
# expect: equal or refused step-cycle
# result: b, a
# check: b == [1] and a == [1, 2]
# %% {"tags": ["step:data"]}
a = [1]
# %% {"tags": ["step:feature"]}
b = list(a)
# %% {"tags": ["step:data"]}
a.append(2)
# %% {"tags": ["step:train"]}
n = len(a) + len(b)
