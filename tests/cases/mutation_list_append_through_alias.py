# A list held under two names is changed through one of them.
# expect: equal
# result: total, xs
# check: total == 6 and xs == [1, 2, 3]
# %%
xs = [1, 2]
# %%
ys = xs
# %%
ys.append(3)
# %%
total = sum(xs)
