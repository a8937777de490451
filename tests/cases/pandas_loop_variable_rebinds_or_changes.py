# `f = f.dropna()` in a loop changes nothing outside, `f.dropna(inplace=True)` does.
# expect: equal
# result: r
# check: r == ([2, 2], [1, 1])
# %%
import pandas as pd
xs = [pd.DataFrame({"v": [1, None]}) for _ in range(2)]
ys = [pd.DataFrame({"v": [1, None]}) for _ in range(2)]
# %%
for f in xs:
    f = f.dropna()
# %%
for f in ys:
    f.dropna(inplace=True)
# %%
r = ([len(f) for f in xs], [len(f) for f in ys])
