# The function that apply calls fills a dict of the notebook.
# expect: equal
# result: seen, out
# check: seen == {"x": 3, "y": 3} and out == {"x": 30, "y": 30}
# %%
import pandas as pd
df = pd.DataFrame({"g": ["x", "x", "y"], "v": [1, 2, 3]})
seen = {}
factor = 1
# %%
def work(s):
    seen[s.name] = int(s.sum())
    return s.sum() * factor
# %%
factor = 10
# %%
out = {k: int(v) for k, v in df.groupby("g")["v"].apply(work).items()}
