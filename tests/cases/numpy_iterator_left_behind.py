# An iterator over an array doubles it in place, and stays behind as a variable that no other process can be given.
# expect: equal
# result: total, weights
# check: total == 12.0 and weights.tolist() == [0.0, 4.0, 8.0]
# %%
import numpy as np
weights = np.arange(3.0)
# %%
cells = np.nditer(weights, op_flags=["readwrite"])
for cell in cells:
    cell[...] = 2 * cell
# %%
with np.nditer(weights, op_flags=["readwrite"]) as again:
    for cell in again:
        cell *= 2
# %%
total = float(weights.sum())
