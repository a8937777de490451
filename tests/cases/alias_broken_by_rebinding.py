# The alias ends where one name is bound again; the other keeps the old object.
# expect: equal
# result: a, b
# check: a == [7, 8] and b == [1, 2]
# %%
a = [1]
b = a
# %%
a.append(2)
# %%
a = [7]
# %%
a.append(8)
# %%
n = (len(a), len(b))
