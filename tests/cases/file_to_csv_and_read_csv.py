# pandas writes and reads; the dtype that comes back is not the one that went in.
# expect: equal
# result: kinds, total
# check: kinds == ["int64", "float64"] and total == 3.0
# %%
import pandas as pd
df = pd.DataFrame({"a": ["1", "2"], "b": [None, 3]})
# %%
df.to_csv("df.csv", index=False)
# %%
back = pd.read_csv("df.csv")
# %%
kinds = [str(t) for t in back.dtypes]
total = float(back["b"].sum())
