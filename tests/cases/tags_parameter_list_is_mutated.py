# A list parameter is changed in place by one step and read by the next.
# expect: equal
# result: seen, n
# check: seen == ["a", "b"] and n == 2
# %% {"tags": ["parameters"]}
cols = ["a"]
# %% {"tags": ["step:data"]}
cols.append("b")
# %% {"tags": ["step:feature"]}
seen = list(cols)
# %% {"tags": ["step:train"]}
n = len(cols)
