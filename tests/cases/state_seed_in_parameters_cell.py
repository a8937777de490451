# The cell of parameters seeds as well, with one of them.
# expect: equal
# result: x, y
# %% {"tags": ["parameters"]}
import numpy as np
seed = 3
np.random.seed(seed)
# %% {"tags": ["step:data"]}
x = float(np.random.rand())
# %% {"tags": ["step:train"]}
y = float(np.random.rand())
