# The default is taken at definition, the body's global at the call; the global changes in between.
# expect: equal
# result: early, late, after
# check: early == 1 and late == 5 and after == (1, 7)
# %%
n = 1
# %%
def f(a=n):
    return a, n
# %%
n = 5
# %%
early, late = f()
# %%
n = 7
# %%
after = f()
