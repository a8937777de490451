# A function looks a name up on one of its paths only; the cell binds it after a call that takes the other path.
# expect: equal
# result: a, b
# check: a == 0 and b == 5
# %% {"tags": []}
def pick(flag):
    return later if flag else 0
# %% {"tags": ["step:data"]}
a = pick(False)
later = 5
b = pick(True)
