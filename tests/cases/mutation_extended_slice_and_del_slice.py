# Extended slice assignment and deletion through one of two names.
# expect: equal
# result: view, left
# check: view == [0, 20, 40] and left == 3
# %%
xs = list(range(6))
view = xs
# %%
xs[::2] = [0, 20, 40]
# %%
del view[1::2]
# %%
left = len(xs)
