# A function uses the value that the global has when it is called, not when it was defined.
# expect: equal
# result: a, b
# check: a == 2 and b == 20
# %%
rate = 1
def scale(x):
    return x * rate
# %%
rate = 2
# %%
a = scale(1)
# %%
rate = 20
# %%
b = scale(1)
