# A step function's natural name, a notebook function and a parameter are all called `load`.
# expect: equal
# result: r
# check: r == (4, 2)
# %% {"tags": ["parameters"]}
size = 2
# %% {"tags": ["step:data:load"]}
def load(load):
    return load * 2
a = load(size)
# %% {"tags": ["step:train:size"]}
r = (a, size)
