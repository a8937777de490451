# The state of the global generator is kept in a variable and put back two cells later.
# expect: equal
# result: r
# check: r[0] == r[1]
# %%
import numpy as np
np.random.seed(5)
np.random.rand()
# %%
saved = np.random.get_state()
# %%
r = [float(np.random.rand())]
# %%
np.random.set_state(saved)
# %%
r.append(float(np.random.rand()))
