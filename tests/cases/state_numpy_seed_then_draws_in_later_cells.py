# One seed, draws in two later cells: the second draw goes on where the first stopped.
# expect: equal
# result: a, b
# check: list(a) == list(__np.random.RandomState(7).rand(5)[:2]) and list(b) == list(__np.random.RandomState(7).rand(5)[2:])
# %%
import numpy as np
np.random.seed(7)
# %%
a = np.random.rand(2)
# %%
b = np.random.rand(3)
