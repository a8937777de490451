# Which list the name means depends on data.
# expect: equal
# result: a, b
# check: a == [1] and b == [2, 0]
# %%
a, b = [1], [2]
flag = sum(a) > 5
# %%
target = a if flag else b
# %%
target.append(0)
# %%
n = (len(a), len(b))
