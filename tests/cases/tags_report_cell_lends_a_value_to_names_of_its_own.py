# A report binds names to what may share the step's values, and changes none of them.
# expect: equal
# result: total, rows
# check: total == 6 and rows == 3
# %% {"tags": ["step:data"]}
import pandas as pd
parts = [pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [3]})]
df = pd.concat(parts).reset_index(drop=True)
# %% {"tags": ["step:report"]}
missing = (df.isnull().sum() / len(df)) * 100
held = [df, parts]
for part in held:
    print(len(part))
missing
# %% {"tags": ["step:train"]}
df["b"] = df["a"]
total, rows = int(df["b"].sum()), len(df)
