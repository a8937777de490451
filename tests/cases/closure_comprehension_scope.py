# A comprehension's variable does not leak, its walrus does.
# expect: equal
# result: x, last, ys
# check: x == "kept" and last == 4 and ys == [0, 2, 4]
# %%
x = "kept"
# %%
ys = [last := x * 2 for x in range(3)]
# %%
r = (x, last)
