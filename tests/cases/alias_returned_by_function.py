# A function returns a part of its argument or of a global.
# expect: equal
# result: d, store
# check: d == {"k": [1]} and store == {"s": [2]}
# %%
store = {"s": []}
def part(d):
    return d["k"]
def slot():
    return store["s"]
# %%
d = {"k": []}
# %%
p, s = part(d), slot()
# %%
p.append(1)
s.append(2)
# %%
n = len(d["k"]) + len(store["s"])
