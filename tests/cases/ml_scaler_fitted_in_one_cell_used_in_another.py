# fit() returns nothing that is kept; the fitted state must reach the next cells.
# expect: equal
# result: z, mean
# check: z == [[-1.0], [1.0], [3.0]] and mean == 2.0
# %%
import numpy as np
from sklearn.preprocessing import StandardScaler
X = np.array([[1.0], [3.0]])
sc = StandardScaler()
# %%
sc.fit(X)
# %%
X_new = np.array([[1.0], [3.0], [5.0]])
z = sc.transform(X_new).tolist()
# %%
mean = float(sc.mean_[0])
