# `x = x + 1` in a class body reads the module's x, once, at definition.
# expect: equal
# result: r, x
# check: r == 2 and x == 50
# %%
x = 1
# %%
class A:
    x = x + 1
    y = [x for _ in range(2)] if False else x
# %%
x = 50
# %%
r = A.x
