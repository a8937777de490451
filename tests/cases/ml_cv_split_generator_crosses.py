# The generator of folds is made in one cell and used up by cross_val_score in another.
# expect: refused generator-crosses-step
# result: n, left
# check: n == 3 and left == 0
# %%
import numpy as np
from sklearn.dummy import DummyRegressor
from sklearn.model_selection import KFold, cross_val_score
X = np.arange(9.0).reshape(-1, 1)
# %%
folds = KFold(3).split(X)
# %%
scores = cross_val_score(DummyRegressor(), X, X.ravel(), cv=folds)
n = len(scores)
# %%
left = len(list(folds))
