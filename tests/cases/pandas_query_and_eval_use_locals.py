# df.query("a > @k") and df.eval read notebook names inside strings; k changes in between.
# expect: equal
# result: r
# check: r == (2, 1, [11, 12, 13])
# %%
import pandas as pd
df = pd.DataFrame({"a": [1, 2, 3]})
k = 1
# %%
n1 = len(df.query("a > @k"))
# %%
k = 2
shift = 10
# %%
n2 = len(df.query("a > @k"))
df.eval("b = a + @shift", inplace=True)
# %%
r = (n1, n2, df["b"].tolist())
