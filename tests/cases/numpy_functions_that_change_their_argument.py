# put, place, copyto, fill_diagonal, putmask, sort, fill and np.random's shuffle work in place.
# expect: equal
# result: a, m, s, f
# check: a.tolist() == [9, 7, 5, 5] and m.tolist() == [[1, 0], [0, 1]] and s.tolist() == [1, 2, 3] and f.tolist() == [4, 4]
# %%
import numpy as np
a = np.array([1, 2, 3, 4])
m = np.zeros((2, 2), int)
s = np.array([3, 1, 2])
f = np.ones(2, int)
# %%
np.put(a, [0], 9)
np.place(a, a == 2, [7])
np.fill_diagonal(m, 1)
# %%
np.putmask(a, a < 5, 0)
np.copyto(a, 5, where=a == 0)
s.sort()
f.fill(4)
# %%
n = int(a.sum() + m.sum())
