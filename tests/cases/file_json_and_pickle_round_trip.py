# JSON turns keys into strings and tuples into lists, pickle does not.
# expect: equal
# result: j, p
# check: j == {"1": [1, 2]} and p == {1: (1, 2)}
# %%
import json
import pickle
src = {1: (1, 2)}
# %%
json.dump(src, open("a.json", "w"))
with open("a.pkl", "wb") as f:
    pickle.dump(src, f)
# %%
with open("a.json") as f:
    j = json.load(f)
with open("a.pkl", "rb") as f:
    p = pickle.load(f)
# %%
n = len(j) + len(p)
