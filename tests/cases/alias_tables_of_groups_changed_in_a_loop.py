# The tables that groupby() gives are changed through the variable of another loop.
# expect: equal
# result: sizes, rows
# check: sizes == {"x": 2, "y": 1} and rows[0]["b"] == 10
# %%
import pandas as pd
df = pd.DataFrame({"a": ["x", "x", "y"], "b": [1, 2, 3]})
# %%
parts = {key: part.copy() for key, part in df.groupby("a")}
# %%
for part in parts.values():
    part["size"] = len(part)
# %%
sizes = {key: int(part["size"].iloc[0]) for key, part in parts.items()}
# %%
rows = df.to_dict("records")
# %%
for row in rows:
    row["b"] *= 10
# %%
rows.sort(key=lambda row: row["b"])
