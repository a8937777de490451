# A draw after the seed, in a cell without a tag: what the step gets depends on both.
# expect: equal or refused untagged-cell-needed
# result: x
# %% {"tags": []}
import numpy as np
np.random.seed(42)
print(np.random.rand())
# %% {"tags": ["step:data"]}
x = float(np.random.rand())
