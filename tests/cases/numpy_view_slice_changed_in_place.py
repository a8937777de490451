# A slice of an array is a view: `*=` through it changes the base.
# expect: equal or refused view-crosses-step
# result: a, total
# check: a.tolist() == [0, 1, 20, 30, 40, 5] and total == 96
# %%
import numpy as np
a = np.arange(6)
# %%
b = a[2:5]
# %%
b *= 10
# %%
total = int(a.sum())
