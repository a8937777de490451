# A mask assignment through a view of a view; the base's name is not used in between.
# expect: equal or refused view-crosses-step
# result: base
# check: base.tolist() == [0, 0, 0, 3, 4, 0]
# %%
import numpy as np
base = np.array([5, -1, -2, 3, 4, -9])
# %%
v = base[:]
w = v[::-1]
# %%
w[w < 0] = 0
w[-1] = 0
# %%
n = int(base.sum())
