# `df.v = ...` changes an existing column; `df.note = ...` only sets an attribute, which does not survive copying.
# expect: equal or refused unpicklable-value
# result: r
# check: r == ([5, 5], ["v"], "hi")
# %%
import warnings
import pandas as pd
warnings.simplefilter("ignore")
df = pd.DataFrame({"v": [1, 2]})
# %%
df.v = 5
df.note = "hi"
# %%
df.attrs["k"] = 1
# %%
r = (df.v.tolist(), list(df.columns), df.note)
