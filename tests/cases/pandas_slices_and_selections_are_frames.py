# Rows cut out of a frame by slices and masks are frames of their own, changed in a later cell.
# expect: equal
# result: a, b, c, n
# check: (a.shape, b.shape, c.shape) == ((2, 2), (1, 2), (2, 2)) and n == 3 and "z" in a
# %%
import pandas as pd
df = pd.DataFrame({"x": [1, 2, 3]})
# %%
a = df[:2].copy()
b = df.iloc[2:].drop(columns=[]).copy()
c = df.loc[df.x > 1].copy()
# %%
a["z"] = 1
b["z"] = a["z"].sum()
c["z"] = 3
n = len(df)
