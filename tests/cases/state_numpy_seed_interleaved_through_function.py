# Draws happen inside a function and at top level by turns.
# expect: equal
# result: r
# check: r == [int(v) for v in __np.random.RandomState(1).randint(0, 1000, 4)]
# %%
import numpy as np
def draw():
    return int(np.random.randint(0, 1000))
# %%
np.random.seed(1)
r = [draw()]
# %%
r.append(int(np.random.randint(0, 1000)))
# %%
r.append(draw())
# %%
r.append(int(np.random.randint(0, 1000)))
