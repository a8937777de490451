# One branch seeds: the draw below it continues from there, or from the step before.
# expect: equal
# result: a, b, c
# check: round(a, 3) == 0.551 and 0 <= b < 1 and b != c
# %% {"tags": ["step:data"]}
import numpy as np
np.random.seed(3)
a = np.random.rand()
# %% {"tags": ["step:train"]}
if a > 5:
    np.random.seed(9)
b = np.random.rand()
# %% {"tags": ["step:train"]}
c = np.random.rand()
