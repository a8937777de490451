# random and numpy.random are two streams; both are seeded and drawn by turns.
# expect: equal
# result: r
# check: r == [__import__("random").Random(3).randint(0, 99), int(__np.random.RandomState(3).randint(0, 99))]
# %%
import random
import numpy as np
random.seed(3)
np.random.seed(3)
# %%
x = random.randint(0, 99)
# %%
y = int(np.random.randint(0, 99))
# %%
r = [x, y]
