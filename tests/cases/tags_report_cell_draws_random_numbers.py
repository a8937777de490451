# A report cell draws from the global stream that a later step goes on with.
# expect: equal or refused report-cell-needed
# result: x
# check: x == __np.random.RandomState(0).rand(3)[2]
# %% {"tags": ["step:data"]}
import numpy as np
np.random.seed(0)
# %% {"tags": ["step:report"]}
print(np.random.rand(2))
# %% {"tags": ["step:train"]}
x = float(np.random.rand())
