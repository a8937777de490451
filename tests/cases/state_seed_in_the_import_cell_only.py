# The seed is in a cell of imports and settings, without a tag.
# expect: equal
# result: x
# check: x == __np.random.RandomState(42).rand()
# %% {"tags": []}
import numpy as np
np.random.seed(42)
# %% {"tags": ["step:data"]}
x = float(np.random.rand())
