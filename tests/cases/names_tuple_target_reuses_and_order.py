# Targets are bound from left to right; an index may use a name bound just before.
# expect: equal
# result: i, xs
# check: i == 1 and xs == [0, 7, 0]
# %%
i = 0
xs = [0, 0, 0]
# %%
i, xs[i] = 1, 7
# %%
ys = list(xs)
