# The usual `seed_everything`: it seeds two generators and sets an option, and must not seed anew in later steps.
# expect: equal
# result: x, y, z
# check: x == [__np.random.RandomState(5).rand(3)[i] for i in range(3)] and y != z
# %% {"tags": []}
import os
import random
import numpy as np
def seed_everything(seed=42):
    random.seed(seed)
    np.random.seed(seed)
    os.environ["PYTHONHASHSEED"] = str(seed)
# %% {"tags": ["step:data"]}
seed_everything(5)
x = np.random.rand(3).tolist()
# %% {"tags": ["step:train"]}
y = random.random() + float(np.random.rand())
# %% {"tags": ["step:serve"]}
z = random.random() + float(np.random.rand())
