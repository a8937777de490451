# scipy.stats and np.random.permutation share the global generator.
# expect: equal
# result: a, b
# check: len(a) == 3 and sorted(b) == [0, 1, 2, 3, 4]
# %%
import numpy as np
from scipy import stats
np.random.seed(12)
# %%
a = stats.norm.rvs(size=3).tolist()
# %%
b = np.random.permutation(5).tolist()
