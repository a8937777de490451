# Shape, flags and a structured field are changed by assignment.
# expect: equal or refused view-crosses-step
# result: shape, frozen, rec
# check: shape == (2, 3) and frozen is True and rec == [7, 2]
# %%
import numpy as np
a = np.arange(6)
alias = a
r = np.zeros(2, dtype=[("x", int), ("y", int)])
# %%
a.shape = (2, 3)
a.flags.writeable = False
r["x"][0] = 7
fy = r["x"]
# %%
fy[1] = 2
# %%
shape = alias.shape
try:
    alias[0, 0] = 1
    frozen = False
except ValueError:
    frozen = True
rec = r["x"].tolist()
