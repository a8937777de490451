# Division by zero raises only because an earlier cell asked for it.
# expect: equal
# result: r
# check: r == "raised"
# %%
import numpy as np
old = np.seterr(divide="raise")
# %%
a = np.array([1.0])
# %%
try:
    a / 0
    r = "inf"
except FloatingPointError:
    r = "raised"
