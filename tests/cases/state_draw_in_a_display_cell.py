# A cell that only shows a random number still moves the stream.
# expect: equal
# result: x
# check: x == __np.random.RandomState(0).rand(3)[2]
# %%
import numpy as np
np.random.seed(0)
# %%
np.random.rand(2)
# %%
x = float(np.random.rand())
