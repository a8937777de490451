# A name that is a copy in one branch and the object itself in the other.
# expect: equal
# result: xs, ws
# check: xs == [1, 2, 9] and ws == [5]
# %%
xs = [1, 2]
ws = [5]
def maybe_copy(v):
    return v if len(v) > 1 else list(v)
# %%
a = maybe_copy(xs)
b = maybe_copy(ws)
# %%
a.append(9)
b.append(9)
# %%
n = len(xs) + len(ws)
