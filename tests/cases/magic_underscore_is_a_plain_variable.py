# `_` was assigned, so it is the variable and not the last result.
# expect: equal
# result: r
# check: r == (1, 3)
# %%
_, x, _ = 1, 2, 3
# %%
for _ in range(2):
    pass
# %%
_, keep = 3, _
r = (keep, _)
