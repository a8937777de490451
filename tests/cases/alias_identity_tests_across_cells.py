# `is` between objects that reach the last cell by different ways.
# expect: equal
# result: r
# check: r == (True, False, True, True)
# %%
a = [1]
b = a
c = [1]
d = {"a": a}
# %%
held = (a, c)
# %%
r = (a is b, a is c, d["a"] is b, held[0] is a)
