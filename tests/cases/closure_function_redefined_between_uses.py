# One name, two functions: each call means the one that was last defined.
# expect: equal
# result: a, b
# check: a == 2 and b == 100
# %%
def f(x):
    return x + 1
# %%
a = f(1)
# %%
def f(x):
    return x * 100
# %%
b = f(1)
