# `x: int` binds nothing; the earlier x is still there, y is not.
# expect: equal or refused undefined-name
# result: r
# check: r == (5, False, 6)
# %%
x = 5
# %%
x: int
y: str
z: int = 6
# %%
try:
    bound = y is not None
except NameError:
    bound = False
r = (x, bound, z)
