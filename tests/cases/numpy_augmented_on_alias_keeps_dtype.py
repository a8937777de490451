# `x += 1` changes the array for all; `y = y + 1` does not; an int array stays int.
# expect: equal
# result: x, z, kept
# check: x.tolist() == [2, 3] and z.tolist() == [2, 3] and kept.tolist() == [1, 2]
# %%
import numpy as np
x = np.array([1, 2])
z = x
y = np.array([1, 2])
kept = y
# %%
x += 1
y = y + 1
# %%
ok = z is x
