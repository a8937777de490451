# A star import replaces the builtin pow and a variable of the notebook.
# expect: equal
# result: r
# check: r == (8, 8.0, True, True)
# %%
tau = 1
a = pow(2, 3)
kind = isinstance(a, int)
# %%
from math import *
# %%
b = pow(2, 3)
r = (a, b, isinstance(b, float) and kind, tau > 6)
