# `xs[:] = ...` is seen through the alias, `zs = [...]` is not.
# expect: equal
# result: a, b
# check: a == [9, 8] and b == [1, 2]
# %%
xs = [1, 2]
zs = [1, 2]
a = xs
b = zs
# %%
xs[:] = [9, 8]
zs = [9, 8]
# %%
check = (a == xs, b == zs)
