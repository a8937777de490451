# The context puts back warnings, not what numpy is told inside it.
# expect: equal
# result: shown
# check: shown == "[1.23]"
# %%
import warnings
import numpy as np
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    np.set_printoptions(precision=2)
# %%
x = np.array([1.23456])
# %%
shown = str(x)
