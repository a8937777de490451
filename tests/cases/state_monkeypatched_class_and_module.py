# Methods and constants put on library objects are used in later cells.
# expect: equal or refused monkeypatch
# result: r
# check: r == ([2, 4], 3, 9)
# %%
import math
import pandas as pd
pd.DataFrame.twice = lambda self: self * 2
math.pi = 3
# %%
df = pd.DataFrame({"v": [1, 2]})
# %%
d2 = df.twice()
# %%
r = (d2["v"].tolist(), math.pi, math.pi ** 2)
