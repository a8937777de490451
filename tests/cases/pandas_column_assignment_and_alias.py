# A column is added through one of two names.
# expect: equal
# result: cols, total
# check: cols == ["a", "b"] and total == 6
# %%
import pandas as pd
df = pd.DataFrame({"a": [1, 2]})
# %%
same = df
# %%
same["b"] = same["a"] * 2
# %%
cols = list(df.columns)
total = int(df["b"].sum())
