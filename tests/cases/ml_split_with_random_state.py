# A split with random_state in one cell, its four parts used in others.
# expect: equal
# result: n, first
# check: n == (15, 5) and first == [0, 17, 15, 1, 8]
# %%
import numpy as np
from sklearn.model_selection import train_test_split
X = np.arange(20).reshape(-1, 1)
y = X.ravel() % 2
# %%
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25, random_state=42)
# %%
n = (len(X_tr), len(X_te))
first = X_te.ravel().tolist()
