# warm_start keeps the trees of the first fit; attributes changed in between.
# expect: equal
# result: n, same
# check: n == 4 and same is True
# %%
import warnings
import numpy as np
from sklearn.ensemble import RandomForestRegressor
X = np.arange(10.0).reshape(-1, 1)
rf = RandomForestRegressor(n_estimators=2, warm_start=True, random_state=0)
# %%
rf.fit(X, X.ravel())
first = rf.estimators_[0]
# %%
rf.n_estimators = 4
rf.fit(X, X.ravel())
# %%
n = len(rf.estimators_)
same = rf.estimators_[0] is first
