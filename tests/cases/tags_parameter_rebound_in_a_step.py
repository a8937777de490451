# A step binds a parameter's name again; later steps see the new value, earlier ones the parameter.
# expect: equal
# result: a, b
# check: a == 10 and b == 2000
# %% {"tags": ["parameters"]}
n = 10
# %% {"tags": ["step:data"]}
a = n
# %% {"tags": ["step:feature"]}
n = n * 100
# %% {"tags": ["step:train"]}
b = n * 2
