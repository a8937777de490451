# A function seeds everything and sets a variable of the environment, which later steps must set again without seeding again.
# expect: equal
# result: x, y, z
# %% {"tags": []}
import os
import random
import numpy as np

def seed_everything(seed=42):
    random.seed(seed)
    np.random.seed(seed)
    os.environ["SEED_OF_THE_RUN"] = str(seed)

seed_everything()
# %% {"tags": ["step:data"]}
x = float(np.random.rand()) + random.random()
# %% {"tags": ["step:feature"]}
y = float(np.random.rand()) + random.random()
# %% {"tags": ["step:train"]}
z = (float(np.random.rand()), random.random(), os.environ["SEED_OF_THE_RUN"])
