# Two splits without random_state go on in numpy's global stream.
# expect: equal
# result: a, b
# check: a != b and len(a) == len(b) == 5
# %%
import numpy as np
from sklearn.model_selection import train_test_split
np.random.seed(0)
X = np.arange(20)
# %%
_, te = train_test_split(X, test_size=5)
a = te.tolist()
# %%
_, te = train_test_split(X, test_size=5)
b = te.tolist()
