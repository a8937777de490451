# An install line for something that is already there does not change any value.
# expect: equal
# result: x
# check: x == 1
# %%
!pip --version > /dev/null
%pip --version
# %%
import numpy as np
x = int(np.array([1]).sum())
