# The name is deleted; the object lives in the container and is changed there.
# expect: equal
# result: xs, top
# check: xs == [[1, 2]] and top == [1, 2]
# %%
inner = [1]
xs = [inner]
# %%
del inner
# %%
xs[0].append(2)
# %%
top = xs[-1]
