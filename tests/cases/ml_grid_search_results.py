# A grid search fitted in one cell; best parameters and estimator used later.
# expect: equal
# result: best, score, pred
# check: best["alpha"] in (0.1, 1.0, 10.0) and len(pred) == 2
# %%
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV
rng = np.random.RandomState(1)
X = rng.rand(30, 2)
y = X @ [1, 2] + rng.rand(30) * 0.1
# %%
grid = {"alpha": [0.1, 1.0]}
gs = GridSearchCV(Ridge(), grid, cv=3)
# %%
grid["alpha"].append(10.0)
gs.fit(X, y)
# %%
best = gs.best_params_
score = round(float(gs.best_score_), 8)
# %%
pred = gs.best_estimator_.predict(X[:2]).round(8).tolist()
