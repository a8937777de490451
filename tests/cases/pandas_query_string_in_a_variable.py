# The query text with @name comes from another cell.
# expect: equal or refused dynamic-namespace
# result: n
# check: n == 2
# %%
import pandas as pd
df = pd.DataFrame({"a": [1, 2, 3]})
limit = 1
# %%
cond = "a > @limit"
# %%
n = len(df.query(cond))
