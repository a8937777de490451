# `np.nan in values` is true only for the one object that numpy has, and a copy of the list holds another.
# expect: equal or refused object-identity
# result: r
# check: r == (True, 2, 1, True)
# %%
import numpy as np
xs = [np.nan, 1.0, np.nan]
seen = {np.nan: "missing"}
# %%
n = len(xs)
# %%
r = (np.nan in xs, xs.count(np.nan), xs.index(1.0), np.nan in seen)
