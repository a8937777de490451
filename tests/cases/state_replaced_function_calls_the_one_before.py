# A function that the notebook puts in the place of a library's calls the one that it replaces, in later cells as well.
# expect: equal
# result: a, b, c
# check: (a, b, c) == (3.0, 5.5, 7.0)
# %%
import numpy as np
import pandas as pd
numbers = [1, 2, 3]
# %%
OLD = np.mean
_describe = pd.Series.describe
def mean(values, *args, **kwargs):
    return OLD(values, *args, **kwargs) + 1
def describe(self):
    found = _describe(self)
    found["range"] = found["max"] - found["min"]
    return found
np.mean = mean
pd.Series.describe = describe
a = float(np.mean(numbers))
# %%
b = float(np.mean([4, 5]))
# %%
c = float(pd.Series([1, 8]).describe()["range"])
