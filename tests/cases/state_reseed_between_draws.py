# Seeding again starts the stream again.
# expect: equal
# result: r
# check: r[0] == r[2] and r[0] != r[1]
# %%
import random
random.seed(1)
# %%
r = [random.random()]
# %%
r.append(random.random())
# %%
random.seed(1)
# %%
r.append(random.random())
