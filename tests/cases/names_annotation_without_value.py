# `x: int` binds nothing; the earlier x is still there, y is not.
# expect: equal
# result: r
# check: r == (5, False, 6)
# %%
x = 5
# %%
x: int
y: str
z: int = 6
# %%
r = (x, "y" in globals(), z)
