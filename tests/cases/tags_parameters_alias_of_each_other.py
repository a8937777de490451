# Two parameters are one list; two steps later a change through one shows in the other.
# expect: equal
# result: b
# check: b == [1, 2]
# %% {"tags": ["parameters"]}
a = [1]
b = a
# %% {"tags": ["step:data"]}
a.append(2)
# %% {"tags": ["step:train"]}
n = len(b)
