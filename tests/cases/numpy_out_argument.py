# Results are written into arrays given as out=.
# expect: equal
# result: a, buf, s
# check: a.tolist() == [11.0, 22.0] and buf.tolist() == [11.0, 33.0] and s == 33.0
# %%
import numpy as np
a = np.array([1.0, 2.0])
b = np.array([10.0, 20.0])
buf = np.zeros(2)
# %%
np.add(a, b, out=a)
# %%
np.cumsum(a, out=buf)
# %%
s = float(buf[-1])
