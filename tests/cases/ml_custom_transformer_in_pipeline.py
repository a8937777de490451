# A transformer class of the notebook inside a fitted pipeline, used in later cells.
# expect: equal
# result: out, top
# check: out == [[0.5], [1.0]] and top == 2.0
# %%
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import Pipeline
class MaxScale(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.top_ = X.max()
        return self
    def transform(self, X):
        return X / self.top_
# %%
pipe = Pipeline([("m", MaxScale())])
# %%
X = np.array([[1.0], [2.0]])
pipe.fit(X)
# %%
out = pipe.transform(X).tolist()
top = float(pipe["m"].top_)
