# Reading a name through globals(), locals() and vars() with a literal key.
# expect: equal or refused dynamic-namespace
# result: r
# check: r == (2, 3, 4, None)
# %%
a = 2
b = 3
c = 4
# %%
r = (globals()["a"], locals().get("b"), vars()["c"], globals().get("nope"))
