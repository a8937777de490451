# A mapping dict grows between two uses.
# expect: equal
# result: r
# check: r == [[1.0, 1], [1, 2]]
# %%
import pandas as pd
s = pd.Series(["a", "b"])
codes = {"a": 1}
# %%
first = s.map(codes)
r = [[first.iloc[0].item(), int(first.isna().sum())]]
# %%
codes["b"] = 2
# %%
r.append([int(v) for v in s.map(codes)])
