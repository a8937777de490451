# c is a by way of b; b is rebound in between.
# expect: equal
# result: a, b, c
# check: a == [1, 5] and b == [] and c == [1, 5]
# %%
a = [1]
# %%
b = a
# %%
c = b
# %%
b = []
# %%
c.append(5)
# %%
n = len(a)
