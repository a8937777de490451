# A FunctionTransformer with a lambda cannot be pickled by plain pickle.
# expect: equal or refused unpicklable-value
# result: out
# check: out == [[6.0]]
# %%
import numpy as np
from sklearn.preprocessing import FunctionTransformer
ft = FunctionTransformer(lambda X: X * 3)
# %%
ft.fit(np.array([[1.0]]))
# %%
out = ft.transform(np.array([[2.0]])).tolist()
