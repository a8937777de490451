# A scorer made from a notebook function whose global weight changes before it is used.
# expect: equal
# result: a, b
# check: a == [1.0, 1.0] and b == [5.0, 5.0]
# %%
import numpy as np
from sklearn.dummy import DummyRegressor
from sklearn.metrics import make_scorer
from sklearn.model_selection import cross_val_score
w = 1.0
def flat(y, p):
    return w
scorer = make_scorer(flat)
# %%
X = np.arange(4.0).reshape(-1, 1)
# %%
a = cross_val_score(DummyRegressor(), X, X.ravel(), cv=2, scoring=scorer).tolist()
# %%
w = 5.0
# %%
b = cross_val_score(DummyRegressor(), X, X.ravel(), cv=2, scoring=scorer).tolist()
