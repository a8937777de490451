# One RandomState is given to several estimators and functions, each of which draws from it.
# expect: equal
# result: a, b
# check: a != b
# %%
import numpy as np
from sklearn.model_selection import KFold
from sklearn.utils import resample
rs = np.random.RandomState(0)
# %%
kf = KFold(3, shuffle=True, random_state=rs)
a = [te.tolist() for _, te in kf.split(np.arange(9))]
# %%
b = resample(list(range(9)), random_state=rs)
# %%
c = [te.tolist() for _, te in kf.split(np.arange(9))]
b = b + c
