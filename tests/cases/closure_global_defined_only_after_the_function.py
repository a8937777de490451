# The function's global does not exist yet when the function is defined.
# expect: equal
# result: y
# check: y == 12
# %%
def f(x):
    return g(x) * factor
# %%
def g(x):
    return x + 1
# %%
factor = 3
# %%
y = f(3)
