# The same in a step's own cell, and seeded once more in another one between two cells of the first step.
# expect: equal
# result: x, y, z, w
# %% {"tags": ["step:data"]}
import os
import numpy as np

def seed_everything(seed=42):
    np.random.seed(seed)
    os.environ["SEED_OF_THE_RUN"] = str(seed)

seed_everything()
x = float(np.random.rand())
# %% {"tags": ["step:feature"]}
y = float(np.random.rand())
# %% {"tags": ["step:train"]}
seed_everything(7)
z = float(np.random.rand())
# %% {"tags": ["step:data"]}
w = os.environ["SEED_OF_THE_RUN"]
