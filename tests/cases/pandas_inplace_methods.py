# inplace=True changes the frame, without it the result is dropped.
# expect: equal
# result: df
# check: df["b"].tolist() == [2, 1] and df.index.tolist() == [0, 1] and list(df.columns) == ["b"]
# %%
import pandas as pd
df = pd.DataFrame({"a": [1, 2, None], "x": [2, 1, 0]})
alias = df
# %%
df.dropna(inplace=True)
df.drop(columns="a")
# %%
alias.drop(columns="a", inplace=True)
alias.rename(columns={"x": "b"}, inplace=True)
# %%
df.reset_index(drop=True, inplace=True)
# %%
n = len(df)
