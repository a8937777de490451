# A model learns on in several cells.
# expect: equal
# result: n, mean
# check: n == 4 and mean == 2.5
# %%
import numpy as np
from sklearn.preprocessing import StandardScaler
sc = StandardScaler()
# %%
sc.partial_fit(np.array([[1.0], [2.0]]))
# %%
sc.partial_fit(np.array([[3.0], [4.0]]))
# %%
n, mean = int(sc.n_samples_seen_), float(sc.mean_[0])
