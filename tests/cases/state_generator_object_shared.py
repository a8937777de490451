# One default_rng object is drawn from in several cells, once under another name.
# expect: equal
# result: a, b, c
# check: [a, b, c] == [float(v) for v in __np.random.default_rng(0).random(3)]
# %%
import numpy as np
rng = np.random.default_rng(0)
# %%
a = float(rng.random())
# %%
other = rng
b = float(other.random())
# %%
c = float(rng.random())
