# The second consumer of a generator gets nothing.
# expect: refused generator-crosses-step
# result: a, b
# check: a == 3 and b == 0
# %%
g = (x for x in [1, 2])
# %%
a = sum(g)
# %%
b = sum(g)
