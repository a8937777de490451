# Whether it is in place is decided by a variable.
# expect: equal
# result: a, b
# check: a == ["y"] and b == ["x", "y"]
# %%
import pandas as pd
flag = True
d1 = pd.DataFrame({"x": [1], "y": [2]})
d2 = d1.copy()
# %%
d1.drop(columns="x", inplace=flag)
d2.drop(columns="x", inplace=not flag)
# %%
a, b = list(d1.columns), list(d2.columns)
