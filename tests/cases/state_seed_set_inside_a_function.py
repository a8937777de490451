# The seed is set by a helper that has other work too.
# expect: equal
# result: a, b
# check: [a, b] == [int(v) for v in __np.random.RandomState(11).randint(0, 10**6, 2)]
# %%
import random
import numpy as np
def set_seed(n):
    random.seed(n)
    np.random.seed(n)
# %%
set_seed(11)
# %%
a = int(np.random.randint(0, 10**6))
# %%
b = int(np.random.randint(0, 10**6))
