# Each of three steps reads the same name with another value; the binding cells are steps of another name.
# expect: equal
# result: r
# check: r == [1, 2, 3]
# %% {"tags": ["step:data:one"]}
r = []
x = 1
# %% {"tags": ["step:train:a"]}
r.append(x)
# %% {"tags": ["step:data:two"]}
x = 2
# %% {"tags": ["step:train:b"]}
r.append(x)
# %% {"tags": ["step:data:three"]}
x = 3
# %% {"tags": ["step:serve"]}
r.append(x)
