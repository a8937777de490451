# Spawning generators changes the parent's spawn count.
# expect: equal
# result: r
# check: len(set(r)) == 3
# %%
import numpy as np
rng = np.random.default_rng(1)
# %%
r = [int(rng.spawn(1)[0].integers(0, 10**9))]
# %%
r.append(int(rng.spawn(1)[0].integers(0, 10**9)))
# %%
r.append(int(rng.integers(0, 10**9)))
