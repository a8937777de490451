# loc, iat, at, insert, pop, columns and index assignment change the frame.
# expect: equal
# result: df, popped
# check: df.columns.tolist() == ["Z", "A", "C"] and df.index.tolist() == ["r", "s"] and df["A"].tolist() == [10, 7] and popped == [3, 4] and df["C"].tolist() == [0, 5]
# %%
import pandas as pd
df = pd.DataFrame({"a": [1, 2], "b": [3, 4], "c": [0, 0]})
view = df
# %%
df.loc[df["a"] == 1, "a"] = 10
df.iat[1, 0] = 7
# %%
df.insert(0, "z", 1)
popped = df.pop("b").tolist()
# %%
view.columns = [c.upper() for c in view.columns]
view.index = ["r", "s"]
# %%
df.at["s", "C"] = 5
