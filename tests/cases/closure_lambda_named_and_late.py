# A lambda under a name with a global that is bound again.
# expect: equal
# result: a, b
# check: a == 3 and b == 12
# %%
k = 3
f = lambda x: x * k
# %%
a = f(1)
# %%
k = 12
# %%
b = f(1)
