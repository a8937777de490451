# clone() gives an unfitted copy, assignment the same object; fit through the alias.
# expect: equal
# result: r
# check: r == (True, False)
# %%
import numpy as np
from sklearn.base import clone
from sklearn.linear_model import LinearRegression
base = LinearRegression()
# %%
same, copy = base, clone(base)
# %%
same.fit(np.array([[0.0], [1.0]]), [0, 1])
# %%
r = (hasattr(base, "coef_"), hasattr(copy, "coef_"))
