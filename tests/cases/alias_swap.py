# After a, b = b, a a change through `a` is a change to what was b.
# expect: equal
# result: a, b, first
# check: a == [2, 0] and b == [1] and first == [1]
# %%
a, b = [1], [2]
first = a
# %%
a, b = b, a
# %%
a.append(0)
# %%
n = (len(a), len(b))
