# The feature function uses a global list of columns which a later cell extends.
# expect: equal
# result: a, b
# check: a == (2, 1) and b == (2, 2)
# %%
import pandas as pd
NUM = ["x"]
def features(df):
    return df[NUM].to_numpy()
# %%
df = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
a = features(df).shape
# %%
NUM += ["y"]
# %%
b = features(df).shape
