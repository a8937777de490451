# Functions given to pipe, apply, assign and agg use globals that a later cell changes.
# expect: equal
# result: a, b
# check: a == [10, 20] and b == [100, 200]
# %%
import pandas as pd
df = pd.DataFrame({"v": [1, 2]})
k = 10
def scale(d):
    return d.assign(v=d["v"].apply(lambda x: x * k))
# %%
a = df.pipe(scale)["v"].tolist()
# %%
k = 100
# %%
b = df.pipe(scale)["v"].tolist()
