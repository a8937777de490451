# df[...][...] = x writes to a temporary object in pandas 3.
# expect: equal
# result: vals
# check: vals == [1, 2]
# %%
import warnings
import pandas as pd
warnings.simplefilter("ignore")
df = pd.DataFrame({"v": [1, 2]})
# %%
df["v"][0] = 100
# %%
df[df["v"] > 1]["v"] = 5
# %%
vals = df["v"].tolist()
