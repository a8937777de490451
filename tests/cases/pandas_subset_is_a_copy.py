# A filtered or sliced frame does not write back (copy on write), an alias does.
# expect: equal
# result: r
# check: r == ([1, 2, 3], [9, 9], [1, 2, 3])
# %%
import pandas as pd
df = pd.DataFrame({"v": [1, 2, 3]})
col = df["v"]
# %%
sub = df[df["v"] > 1]
sub = sub.assign(v=9)
# %%
col2 = df["v"].copy()
col2[:] = 0
# %%
r = (df["v"].tolist(), sub["v"].tolist(), col.tolist())
