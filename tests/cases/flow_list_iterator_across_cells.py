# iter(list) is consumed bit by bit while the list still grows.
# expect: equal or refused iterator-crosses-step
# result: a, rest
# check: a == 1 and rest == [2, 3]
# %%
xs = [1, 2]
it = iter(xs)
# %%
a = next(it)
# %%
xs.append(3)
# %%
rest = list(it)
