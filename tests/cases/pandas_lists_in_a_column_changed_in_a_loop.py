# The lists in a column are the table's, whoever reaches them.
# expect: equal
# result: lengths, copied
# check: lengths == [4, 3] and copied == [4, 3]
# %%
import pandas as pd
df = pd.DataFrame({"text": ["a b", "c"]})
df["tokens"] = df["text"].str.split()
# %%
copy = df.copy()
for tokens in df["tokens"]:
    tokens.append("x")
# %%
copy["tokens"].apply(lambda tokens: tokens.append("y"))
# %%
lengths = [len(tokens) for tokens in df["tokens"]]
copied = [len(tokens) for tokens in copy["tokens"]]
