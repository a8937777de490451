# `xs = xs + [3]` breaks the alias, `xs += [4]` then changes only the new list.
# expect: equal
# result: xs, ys, same
# check: xs == [1, 2, 3, 4] and ys == [1, 2] and same is False
# %%
xs = [1, 2]
ys = xs
# %%
xs = xs + [3]
# %%
xs += [4]
# %%
same = xs is ys
