# The path is only known inside a function that other cells call.
# expect: equal
# result: r
# check: r == {"a": 2}
# %%
import json
STORE = "store.json"
def save(d):
    with open(STORE, "w") as f:
        json.dump(d, f)
def load():
    with open(STORE) as f:
        return json.load(f)
# %%
save({"a": 1})
# %%
d = load()
d["a"] += 1
save(d)
# %%
r = load()
