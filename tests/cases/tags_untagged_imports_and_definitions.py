# Imports and definitions are in untagged cells between the steps.
# expect: equal
# result: r
# check: r == 6.0
# %% {"tags": []}
import math
# %% {"tags": ["step:data"]}
x = math.sqrt(4)
# %% {"tags": []}
def cap(v):
    return min(v * 10, 3) * x
# %% {"tags": ["step:train"]}
r = cap(x)
