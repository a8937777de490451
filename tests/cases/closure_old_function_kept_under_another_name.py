# The first f lives on as `old`; the new f calls it.
# expect: equal
# result: y, z
# check: y == 30 and z == 3
# %%
def f(x):
    return x * 3
# %%
old = f
# %%
def f(x):
    return old(x) * 10
# %%
y = f(1)
z = old(1)
