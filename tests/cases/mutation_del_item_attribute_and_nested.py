# `del` of items, nested items and attributes changes objects; names stay bound.
# expect: equal
# result: keys, inner, has, rest
# check: keys == ["b"] and inner == {"y": 2} and has is False and rest == [1, 4]
# %%
from types import SimpleNamespace
d = {"a": 1, "b": {"x": 1, "y": 2}}
ns = SimpleNamespace(p=1, q=2)
xs = [1, 2, 3, 4]
# %%
inner = d["b"]
# %%
del d["a"], d["b"]["x"], ns.p, xs[1:3]
# %%
keys = list(d)
has = hasattr(ns, "p")
rest = xs
