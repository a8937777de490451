# The same model object is fitted twice; each prediction means its fit.
# expect: equal
# result: p1, p2, same
# check: p1 == 20.0 and p2 == -20.0 and same is True
# %%
import numpy as np
from sklearn.linear_model import LinearRegression
X = np.array([[0.0], [1.0]])
m = LinearRegression()
# %%
first = m.fit(X, [0, 2])
p1 = round(float(m.predict([[10.0]])[0]), 6)
# %%
m.fit(X, [0, -2])
# %%
p2 = round(float(first.predict([[10.0]])[0]), 6)
same = first is m
