# A slice, a row and a transpose of what a transformer or a file gives share its memory, as those of an array do.
# expect: equal
# result: scaled_sum, loaded_sum, back_sum
# check: abs(scaled_sum - 3.5777087) < 1e-6 and loaded_sum == 60.0 and back_sum == 0.0
# %%
import joblib
import numpy as np
from sklearn.preprocessing import StandardScaler
X = np.arange(12.0).reshape(4, 3)
joblib.dump(X, "x.pkl")
# %%
scaled = StandardScaler().fit_transform(X)
left = scaled[:, :2]
loaded = joblib.load("x.pkl")
row = loaded.reshape(2, 6)[0]
back = joblib.load("x.pkl")
turned = back.T
# %%
left *= 0
row[:] = 1.5
# %%
turned *= 0
# %%
scaled_sum = float(np.abs(scaled).sum())
loaded_sum = float(loaded.sum())
back_sum = float(back.sum())
