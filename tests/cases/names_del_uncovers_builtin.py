# After `del max` the builtin is back.
# expect: equal
# result: r
# check: r == ["mine", 3]
# %%
max = lambda *a: "mine"
# %%
r = [max(1, 2, 3)]
# %%
del max
# %%
r.append(max(1, 2, 3))
