# A function returns a view of its argument and another changes it.
# expect: equal or refused view-crosses-step
# result: x
# check: x.tolist() == [0.0, 0.5, 1.0, 9.0]
# %%
import numpy as np
def head(a, n):
    return a[:n]
def scale(a):
    a -= a.min()
    a /= a.max()
# %%
x = np.array([2.0, 3.0, 4.0, 9.0])
# %%
h = head(x, 3)
# %%
scale(h)
# %%
top = float(x.max())
