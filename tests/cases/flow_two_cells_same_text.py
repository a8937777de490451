# Two cells have the very same text; both count.
# expect: equal
# result: n, xs
# check: n == 3 and xs == [1, 1]
# %%
n = 1
xs = []
# %%
n += 1
xs.append(1)
# %%
n += 1
xs.append(1)
