# Slices, reshape, ravel, T and asarray are views; fancy indexing, flatten and array() are copies.
# expect: equal or refused view-crosses-step
# result: a, copies
# check: a.tolist() == [[-1, -2], [-3, -4]] and copies == [9, 9, 9]
# %%
import numpy as np
a = np.arange(4).reshape(2, 2)
# %%
v1, v2, v3, v4 = a.reshape(-1), a.ravel(), a.T, np.asarray(a)
c1, c2, c3 = a[[0, 1]], a.flatten(), np.array(a)
# %%
v1[0] = -1
v2[1] = -2
v3[0, 1] = -3
v4[1, 1] = -4
# %%
c1[0, 0] = c2[0] = c3[0, 0] = 9
# %%
copies = [int(c1[0, 0]), int(c2[0]), int(c3[0, 0])]
