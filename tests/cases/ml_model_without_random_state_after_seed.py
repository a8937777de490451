# A forest and shuffle() without random_state use the global stream.
# expect: equal
# result: p, order
# check: len(p) == 3 and sorted(order) == [0, 1, 2, 3, 4, 5]
# %%
import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.utils import shuffle
np.random.seed(3)
X = np.arange(30.0).reshape(-1, 1)
y = np.sin(X).ravel()
# %%
rf = RandomForestRegressor(n_estimators=3)
# %%
rf.fit(X, y)
p = rf.predict(X[:3]).tolist()
# %%
order = shuffle(list(range(6)))
