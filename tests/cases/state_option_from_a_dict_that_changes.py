# A later step would set the option from what the dict has become.
# expect: refused option-crosses-steps
# result: shown
# check: shown == "[1.23]"
# %%
import numpy as np
# %%
options = {"precision": 2}
np.set_printoptions(**options)
options["precision"] = 9
x = np.array([1.23456])
# %%
shown = str(x)
