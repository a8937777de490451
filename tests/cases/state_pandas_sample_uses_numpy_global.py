# DataFrame.sample without random_state draws from numpy's global generator.
# expect: equal
# result: a, b
# check: a == [28, 11, 10, 41] and b == [2, 30, 23, 16]
# %%
import numpy as np
import pandas as pd
np.random.seed(0)
df = pd.DataFrame({"v": range(50)})
# %%
a = df.sample(4)["v"].tolist()
# %%
b = df.sample(4)["v"].tolist()
