# The loop changes the elements of a dict of lists that other names hold too.
# expect: equal
# result: a, b
# check: a == [1, 0] and b == [2, 0]
# %%
a, b = [1], [2]
# %%
d = {"a": a, "b": b}
# %%
for k, v in d.items():
    v.append(0)
# %%
n = len(a) + len(b)
