# A list stands in a frame's `attrs` as well, and a later cell changes it there: a copy of the frame copies its `attrs`.
# expect: equal
# result: total, units
# check: total == 21 and units == {"a": "kg", "c": "m"}
# %%
import pandas as pd
columns = ["a", "b"]
# %%
df = pd.DataFrame({"a": [1, 2], "b": [3, 4], "c": [5, 6]})
df.attrs["columns"] = columns
meta = df.attrs
meta["units"] = {"a": "kg"}
# %%
df.attrs["columns"].append("c")
meta["units"]["c"] = "m"
# %%
total = int(df[columns].sum().sum())
units = df.attrs["units"]
