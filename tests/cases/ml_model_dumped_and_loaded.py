# A fitted model goes through a joblib file; the notebook changes its own copy afterwards.
# expect: equal
# result: a, b
# check: a == 4.0 and b == 0.0
# %%
import joblib
import numpy as np
from sklearn.linear_model import LinearRegression
m = LinearRegression().fit(np.array([[0.0], [1.0]]), [0.0, 2.0])
# %%
joblib.dump(m, "m.joblib")
# %%
m.coef_[:] = 0
m.intercept_ = 0.0
# %%
a = round(float(joblib.load("m.joblib").predict([[2.0]])[0]), 6)
b = float(m.predict([[2.0]])[0])
