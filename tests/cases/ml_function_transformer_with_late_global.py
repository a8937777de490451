# A FunctionTransformer holds a function whose global changes between fit and transform.
# expect: equal
# result: a, b
# check: a == [[2.0]] and b == [[5.0]]
# %%
import numpy as np
from sklearn.preprocessing import FunctionTransformer
k = 2.0
def mul(X):
    return X * k
# %%
ft = FunctionTransformer(mul).fit(np.array([[1.0]]))
# %%
a = ft.transform(np.array([[1.0]])).tolist()
# %%
k = 5.0
# %%
b = ft.transform(np.array([[1.0]])).tolist()
