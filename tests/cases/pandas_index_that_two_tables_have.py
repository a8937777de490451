# A table made with another's index, or by rows, has that very index: a name set on one is on the other.
# expect: equal
# result: names, columns
# check: names == ["late", "late", "other", "other", "kept"] and columns == "axis"
# %%
import pandas as pd
df = pd.DataFrame({"a": [3.0, 1.0], "g": ["x", "y"]})
wide, plain, labelled = df.copy(), df.copy(), df.copy()
# %%
made = pd.DataFrame({"b": [1, 2]}, index=df.index)
by_row = wide.apply(lambda row: row["g"] + "!", axis=1)
index = labelled.index
labels = plain.columns
# %%
made.index.name = "late"
by_row.index.name = "other"
index.names = ["kept"]
labels.name = "axis"
# %%
names = [each.index.name for each in (df, made, wide, by_row, labelled)]
columns = plain.columns.name
