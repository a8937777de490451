# A reader between two changes must see the value in between.
# expect: equal
# result: seen
# check: seen == [1, 2, 3]
# %%
xs = [0]
a = len(xs)
# %%
xs.append(0)
# %%
b = len(xs)
# %%
xs.append(0)
# %%
c = len(xs)
seen = [a, b, c]
