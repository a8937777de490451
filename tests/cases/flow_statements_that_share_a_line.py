# Imports, settings, values and displays on one line, divided by semicolons.
# expect: equal
# result: a, b, c, d
# %% {"tags": []}
import os; import random; random.seed(3)
import numpy as np; np.random.seed(0)
# %%
a = 1; os.environ["A_OF_THE_LINE"] = "3"; b = 2  # both
# %%
c = os.environ["A_OF_THE_LINE"], a, b, float(np.random.rand()); a; c
# %%
import math; d = math.floor(random.random() * 100) + a; print(d)
