# list(array) holds views of the rows.
# expect: equal or refused view-crosses-step
# result: a
# check: a.tolist() == [[1, 1], [0, 5]]
# %%
import numpy as np
a = np.zeros((2, 2), int)
# %%
rows = list(a)
# %%
rows[0] += 1
for r in rows[1:]:
    r[1] = 5
# %%
n = int(a.sum())
