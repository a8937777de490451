# Fitting these takes numbers from the global stream, which decide nothing: the forest gets others for it.
# expect: equal
# result: p, scores, drawn
# check: len(p) == 3 and len(drawn) == 2
# %%
import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Lasso
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
np.random.seed(3)
X = np.arange(30.0).reshape(-1, 1)
y = np.sin(X).ravel()
# %%
support = SVC().fit(X, y > 0)
# %%
scores = cross_val_score(Lasso(alpha=0.1), X, y, cv=3).tolist()
# %%
rf = RandomForestRegressor(n_estimators=3).fit(X, y)
p = rf.predict(X[:3]).tolist()
# %%
last = Lasso(alpha=0.2).fit(X, y)
drawn = np.random.rand(2).tolist()
