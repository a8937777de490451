# copy=False lets transform work on the array that it was given.
# expect: equal
# result: X, alias_mean
# check: X.tolist() == [[-1.0], [1.0]] and alias_mean == 0.0
# %%
import numpy as np
from sklearn.preprocessing import StandardScaler
X = np.array([[1.0], [3.0]])
alias = X
# %%
sc = StandardScaler(copy=False).fit(X)
# %%
sc.transform(X)
# %%
alias_mean = float(alias.mean())
