# Iterators that do not leave their cell; the leftover name is not used again.
# expect: equal
# result: r
# check: r == (1, [2, 3], 3)
# %%
xs = [1, 2, 3]
# %%
it = iter(xs)
first = next(it)
rest = list(it)
# %%
r = (first, rest, len(xs))
