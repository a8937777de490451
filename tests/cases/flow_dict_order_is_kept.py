# Insertion order, re-insertion and merging of dicts.
# expect: equal
# result: order, merged
# check: order == ["b", "c", "a"] and merged == [("a", 1), ("z", 0), ("b", 5), ("c", 3)]
# %%
d = {"a": 1, "b": 2}
# %%
a = d.pop("a")
d["c"] = 3
# %%
d["a"] = a
d["b"] = 5
# %%
order = list(d)
merged = list(({"a": 0, "z": 0} | d).items())
