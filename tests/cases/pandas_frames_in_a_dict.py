# Frames held in a dict and by name; changed in a loop over the dict.
# expect: equal
# result: r
# check: r == (["v", "src"], "b")
# %%
import pandas as pd
a = pd.DataFrame({"v": [1]})
b = pd.DataFrame({"v": [2]})
frames = {"a": a, "b": b}
# %%
for name, f in frames.items():
    f["src"] = name
# %%
r = (list(a.columns), b["src"].iloc[0])
