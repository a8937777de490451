# A key function counts its calls in a global dict.
# expect: equal
# result: out, calls
# check: out == [1, 2, 3] and calls == 3
# %%
stats = {"calls": 0}
def key(x):
    stats["calls"] += 1
    return x
# %%
xs = [3, 1, 2]
# %%
xs.sort(key=key)
# %%
out = xs
calls = stats["calls"]
