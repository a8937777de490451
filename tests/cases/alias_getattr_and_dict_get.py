# getattr and dict.get return the object itself.
# expect: equal
# result: out
# check: out == ([1], [2])
# %%
from types import SimpleNamespace
ns = SimpleNamespace(xs=[])
d = {"ys": []}
# %%
g = getattr(ns, "xs")
h = d.get("ys", [])
# %%
g.append(1)
h.append(2)
# %%
out = (ns.xs, d["ys"])
