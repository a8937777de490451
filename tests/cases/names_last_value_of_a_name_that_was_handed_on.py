# A name goes from one step to another and is bound anew in a third, which uses it up itself.
# expect: equal
# result: center, p
# check: center == 0 and p == [1, 2]
# %% {"tags": []}
def shifted(x):
    return [v - center for v in x]
# %% {"tags": ["step:data"]}
x = [1, 2]
center = 1
rest = [5] * 9
# %% {"tags": ["step:train"]}
q = shifted(x)
# %% {"tags": ["step:serve"]}
center = 0
p = shifted(x)
a = b = c = d = len(rest)
e = a + b + c + d
