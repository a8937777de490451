# A groupby object made before a column changes works on the frame that it was made from.
# expect: equal
# result: out
# check: out == {"x": 30, "y": 30}
# %%
import pandas as pd
df = pd.DataFrame({"g": ["x", "x", "y"], "v": [1, 2, 3]})
# %%
g = df.groupby("g")
# %%
df["v"] = df["v"] * 10
# %%
out = {k: int(v) for k, v in g["v"].sum().items()}
