# `is` on None, True, interned and not interned values after a boundary.
# expect: equal or refused object-identity
# result: r
# check: r == (True, True, True, True)
# %%
a = None
b = True
big = 10 ** 20
same = big
t = ("x",)
u = t
# %%
n = 1
# %%
r = (a is None, b is True, same is big, u is t)
