# np.set_printoptions changes str(array) in later cells.
# expect: equal
# result: text
# check: text == "[0.33 0.67]"
# %%
import numpy as np
# %%
np.set_printoptions(precision=2, suppress=True)
# %%
a = np.array([1 / 3, 2 / 3])
# %%
text = str(a)
