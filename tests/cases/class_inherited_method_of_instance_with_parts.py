# `fit_transform` comes from a library's class and calls the notebook's `fit`: the instance, which holds objects already, changes.
# expect: equal
# result: z, mean, seen
# %% {"tags": []}
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.preprocessing import StandardScaler

class Scaler(BaseEstimator, TransformerMixin):
    def __init__(self):
        self.inner = StandardScaler()
        self.seen = []

    def fit(self, X, y=None):
        self.inner.fit(X)
        self.seen.append(len(X))
        return self

    def transform(self, X):
        return self.inner.transform(X)
# %%
scaler = Scaler()
X = np.arange(6.0).reshape(3, 2)
# %%
scaler.fit_transform(X)
# %%
z = scaler.transform(X + 1).tolist()
mean = scaler.inner.mean_.tolist()
seen = list(scaler.seen)
