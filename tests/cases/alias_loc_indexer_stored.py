# `at = df.loc` is kept in one cell and assigned through in another.
# expect: equal
# result: v
# check: v == [9, 2]
# %%
import pandas as pd
df = pd.DataFrame({"v": [1, 2]})
# %%
at = df.loc
# %%
at[0, "v"] = 9
# %%
v = df["v"].tolist()
